package io.countersign.audit.intake;

/** A record that was recorded and nothing before it in its partition was not: where reading may begin again. */
record IntakePosition(long offset, String source, long position) {
    boolean is(long foundOffset, DeliveredEvent delivered) {
        return offset == foundOffset && position == delivered.position() && source.equals(delivered.source());
    }
}
