from django.utils.crypto import salted_hmac

PREFIX = "left:"


def forgotten(external_id: str) -> str:
    """What stands for the outside id of somebody who left: it tells that they were here
    when the same id comes again, and cannot be read back without the secret key."""
    seal = salted_hmac("community.forgotten", external_id, algorithm="sha256")
    return PREFIX + seal.hexdigest()
