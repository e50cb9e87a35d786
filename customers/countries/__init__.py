"""What is allowed and usual in each country."""
