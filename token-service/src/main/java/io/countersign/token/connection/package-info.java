/** The connection: one authorization of one client for one server, the unit of access and of revocation. */
@NullMarked
package io.countersign.token.connection;

import org.jspecify.annotations.NullMarked;
