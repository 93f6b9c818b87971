@NullMarked
package io.countersign.token.mac;

import org.jspecify.annotations.NullMarked;
