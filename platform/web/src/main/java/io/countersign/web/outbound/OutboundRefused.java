package io.countersign.web.outbound;

import java.io.IOException;

/** A host or port that this installation does not call. Which address it was stands in no message: that would map the network inside. */
public final class OutboundRefused extends IOException {
    OutboundRefused(String what) {
        super(what + " is not open to calls from here");
    }
}
