"""How records from other systems come in: read, told apart, brought to one form, and handed to COPY.

Pure readers without a database. Normalisation happens here, column by column and once per distinct value;
what a row may say is judged later, set-wise, in SQL on a staging table of text columns.
"""
