/** Consents: what members decide about a client's access to a server, each request answered once, and the owner's word on it. */
@NullMarked
package io.countersign.consent.decision;

import org.jspecify.annotations.NullMarked;
