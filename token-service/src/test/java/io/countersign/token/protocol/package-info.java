/** The OAuth endpoints over HTTP, with a registry that speaks the contract. */
@NullMarked
package io.countersign.token.protocol;

import org.jspecify.annotations.NullMarked;
