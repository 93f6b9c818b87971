package io.countersign.audit.access;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import java.util.SortedMap;
import org.springframework.stereotype.Component;

/** Records every reading before its answer is given: what cannot be recorded is not shown. */
@Component
public class ReadRecorder {
    private final Commands commands;
    private final Ids ids;

    ReadRecorder(Commands commands, Ids ids) {
        this.commands = commands;
        this.ids = ids;
    }

    /** What was read. */
    public enum Kind {
        LIST, EVENT, PROOF, EXPORT, STREAM
    }

    public void record(Kind kind, SortedMap<String, String> filter, long rows) {
        commands.send(new RecordAuditQuery(ids.next("qry"), kind.name(), filter, rows));
    }
}
