@NullMarked
package io.countersign.token.authorization;

import org.jspecify.annotations.NullMarked;
