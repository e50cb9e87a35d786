"""What people are told: notices in the product, and mails, both stored before anything is sent."""
