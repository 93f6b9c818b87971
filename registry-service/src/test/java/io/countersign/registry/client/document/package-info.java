@NullMarked
package io.countersign.registry.client.document;

import org.jspecify.annotations.NullMarked;
