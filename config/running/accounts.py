"""What `bin/run` tells about the demo's accounts."""

PASSWORD = "demo-collegium"
ACCOUNTS = {
    "rep@demo.example": "representative",
    "leader@demo.example": "leader of a community of practice",
    "manager@demo.example": "manager",
    "admin@demo.example": "administrator of the firm",
    "physician@demo.example": "leader of a customer community",
    "member@demo.example": "member of that community",
    "outsider@demo.example": "member of another one",
    "operator@demo.example": "operator",
    "rival@demo.example": "manager of another firm",
}


def demo_accounts() -> str:
    """The accounts as a table, and the password they share."""
    rows = [f"  {email:<24}{who}" for email, who in ACCOUNTS.items()]
    return "\n".join([f"Demo accounts, password {PASSWORD}:", *rows])
