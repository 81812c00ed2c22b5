/* The plain SHA-256 calls: unlike EVP they allocate nothing, lock nothing and cannot fail.
   OpenSSL 3 marks them as deprecated in favour of EVP and keeps them. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
