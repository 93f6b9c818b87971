/** What only one replica may do at a time: leases in the service's database. */
@NullMarked
package io.countersign.events.lease;

import org.jspecify.annotations.NullMarked;
