/** The authorization endpoint: who asks for what, whether that may be asked, and back to the client with the answer. */
@NullMarked
package io.countersign.token.authorization;

import org.jspecify.annotations.NullMarked;
