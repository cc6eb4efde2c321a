# SPDX-License-Identifier: Apache-2.0
"""Ed25519 as the ledger means it: libsodium's verdict, from OpenSSL's by the checks that it leaves out.

OpenSSL looks at S and compares R; libsodium besides refuses a small-order R, and a key that is small or not canonical.
A key of the ledger must, further, be of the prime-order group. The arithmetic is RFC 8032's, in plain integers.
"""

import functools

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)  # extended coordinates X, Y, Z, T


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(n, p):
    q = IDENTITY
    while n > 0:
        if n & 1:
            q = add(q, p)
        p = add(p, p)
        n >>= 1
    return q


def is_identity(p):
    return p[0] % P == 0 and (p[1] - p[2]) % P == 0


def decode(data):
    """The point and whether its encoding is canonical; None if there is no such point."""
    number = int.from_bytes(data, "little")
    sign, number = number >> 255, number & (2**255 - 1)
    y = number % P
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - x2) % P != 0:
        return None
    is_canonical = number < P and not (x == 0 and sign == 1)
    if x & 1 != sign:
        x = -x % P
    return (x, y, 1, x * y % P), is_canonical


def is_small(point):
    return is_identity(multiply(8, point))


@functools.lru_cache(maxsize=None)
def is_admitted(key):
    """Whether a ledger accepts the 32 bytes as a public key."""
    decoded = decode(key) if len(key) == 32 else None
    if decoded is None:
        return False
    point, is_canonical = decoded
    return is_canonical and not is_small(point) and is_identity(multiply(L, point))


@functools.lru_cache(maxsize=None)
def is_plausible(key):
    """Whether libsodium accepts this key for verification at all."""
    decoded = decode(key)
    return decoded is not None and decoded[1] and not is_small(decoded[0])


def verify(key, message, signature):
    """libsodium's crypto_sign_verify_detached."""
    if len(key) != 32 or len(signature) != 64 or not is_plausible(key):
        return False
    if int.from_bytes(signature[32:], "little") >= L:
        return False
    commitment = decode(signature[:32])
    if commitment is None or is_small(commitment[0]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
