@NullMarked
package io.countersign.local.demo;

import org.jspecify.annotations.NullMarked;
