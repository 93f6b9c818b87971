package io.countersign.token.overview;

/** What connections may be counted by, beside a list of them. */
enum Facet {
    STATUS, CLIENT, SERVER, PROJECT, REGISTRATION_METHOD, FLAG
}
