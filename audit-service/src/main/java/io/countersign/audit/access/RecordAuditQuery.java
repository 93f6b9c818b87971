package io.countersign.audit.access;

import java.util.SortedMap;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that somebody read the log. */
record RecordAuditQuery(@TargetAggregateIdentifier String queryId, String kind, SortedMap<String, String> filter, long rows) {
}
