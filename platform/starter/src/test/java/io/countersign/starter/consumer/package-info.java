@NullMarked
package io.countersign.starter.consumer;

import org.jspecify.annotations.NullMarked;
