@NullMarked
package io.countersign.registry.client.logo;

import org.jspecify.annotations.NullMarked;
