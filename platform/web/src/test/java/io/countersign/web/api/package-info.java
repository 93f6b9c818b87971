@NullMarked
package io.countersign.web.api;

import org.jspecify.annotations.NullMarked;
