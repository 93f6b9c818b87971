/** The installation: by what a client at a member's browser is known again, and what becomes of the connections it had (C7, C12). */
@NullMarked
package io.countersign.token.installation;

import org.jspecify.annotations.NullMarked;
