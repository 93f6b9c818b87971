package io.countersign.audit.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Whether a zip file is its entries and nothing else (PKWARE APPNOTE 4.3). Readers find entries from the end of the file and pass over
 * whatever the directory there does not name: bytes in front, behind and between, and entries that other readers would show.
 */
final class ZipLayout {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int END_LENGTH = 22;
    private static final int END64_LENGTH = 56;
    private static final int LOCATOR64_LENGTH = 20;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int MAX_DIRECTORY = 1 << 16;
    private static final short TIME = 0x5455;
    private static final int TIME_LENGTH = 9;
    private static final long IN_ZIP64 = 0xFFFF_FFFFL;
    private final FileChannel file;

    private ZipLayout(FileChannel file) {
        this.file = file;
    }

    /** What is wrong with it; empty when every byte belongs to an entry or to the directory. */
    static Optional<String> fault(Path zip) throws IOException {
        try (var file = FileChannel.open(zip, StandardOpenOption.READ)) {
            new ZipLayout(file).check();
            return Optional.empty();
        } catch (Unexpected fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private void check() throws IOException {
        var end = at(Math.max(0, file.size() - END_LENGTH), END_LENGTH);
        require(end.getInt(0) == END && end.getShort(20) == 0, "holds bytes behind its end");
        var start = end.getInt(16) & IN_ZIP64;
        var directoryEnd = file.size() - END_LENGTH;
        if (start == IN_ZIP64 || (end.getShort(10) & 0xFFFF) == 0xFFFF) {
            directoryEnd -= LOCATOR64_LENGTH + END64_LENGTH;
            var end64 = at(directoryEnd, END64_LENGTH + LOCATOR64_LENGTH);
            require(end64.getInt(0) == END64 && end64.getInt(END64_LENGTH) == LOCATOR64, "has no readable end");
            start = end64.getLong(48);
        }
        require(start >= 0 && directoryEnd - start >= 0 && directoryEnd - start <= MAX_DIRECTORY, "has no readable directory");
        var next = 0L;
        for (var entry : directory(at(start, (int) (directoryEnd - start)))) {
            require(entry.offset == next, "holds bytes that belong to no file of it");
            next = end(entry);
        }
        require(next == start, "holds bytes that belong to no file of it");
    }

    private static List<Central> directory(ByteBuffer directory) throws Unexpected {
        var entries = new ArrayList<Central>();
        while (directory.hasRemaining()) {
            require(directory.remaining() >= CENTRAL_LENGTH && directory.getInt(directory.position()) == CENTRAL,
                    "has no readable directory");
            var header = directory.slice(directory.position(), CENTRAL_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            directory.position(directory.position() + CENTRAL_LENGTH);
            var name = part(directory, header.getShort(28) & 0xFFFF);
            var extra = part(directory, header.getShort(30) & 0xFFFF);
            require(header.getShort(32) == 0, "holds a comment");
            entries.add(Central.of(header, name, ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN)));
        }
        entries.sort(Comparator.comparingLong(Central::offset));
        return entries;
    }

    private static byte[] part(ByteBuffer directory, int length) throws Unexpected {
        require(directory.remaining() >= length, "has no readable directory");
        var bytes = new byte[length];
        directory.get(bytes);
        return bytes;
    }

    /** Where the entry's last byte is followed by the next one. */
    private long end(Central entry) throws IOException {
        var header = at(entry.offset, LOCAL_LENGTH);
        var nameLength = header.getShort(26) & 0xFFFF;
        var extraLength = header.getShort(28) & 0xFFFF;
        require(header.getInt(0) == LOCAL && nameLength == entry.name.length && isTimeOrNothing(
                at(entry.offset + LOCAL_LENGTH + nameLength, extraLength)), "holds a file that is not as its directory says");
        var name = new byte[nameLength];
        at(entry.offset + LOCAL_LENGTH, nameLength).get(name);
        require(Arrays.equals(name, entry.name), "holds a file that is not as its directory says");
        var end = entry.offset + LOCAL_LENGTH + nameLength + extraLength + entry.compressed;
        return (header.getShort(6) & 8) == 0 ? end : end + descriptor(entry, end);
    }

    /** An extra field may hold the time of the file (Info-ZIP's extended timestamp), which the JDK writes, and nothing else. */
    private static boolean isTimeOrNothing(ByteBuffer extra) {
        return !extra.hasRemaining() || (extra.remaining() == TIME_LENGTH && extra.getShort() == TIME && extra.getShort() == 5);
    }

    /** The length of the data descriptor behind an entry that was written in one pass. */
    private int descriptor(Central entry, long from) throws IOException {
        require(at(from, 4).getInt(0) == DESCRIPTOR, "holds a file that is not as its directory says");
        return entry.large ? 24 : 16;
    }

    private ByteBuffer at(long position, int length) throws IOException {
        require(position >= 0 && length <= file.size() - position, "ends too early");
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            require(file.read(bytes, position + bytes.position()) > 0, "ends too early");
        }
        return bytes.flip();
    }

    private static void require(boolean holds, String fault) throws Unexpected {
        if (!holds) {
            throw new Unexpected(fault);
        }
    }

    /** An entry as the directory names it; {@code large} ones have sizes of 64 bits. */
    private record Central(byte[] name, long compressed, long offset, boolean large) {
        private static final short ZIP64 = 1;

        /** The extra field holds what 32 bits do not, in this order. */
        static Central of(ByteBuffer header, byte[] name, ByteBuffer extra) throws Unexpected {
            var size = header.getInt(24) & IN_ZIP64;
            var compressed = header.getInt(20) & IN_ZIP64;
            var offset = header.getInt(42) & IN_ZIP64;
            var large = size == IN_ZIP64 || compressed == IN_ZIP64;
            var more = (size == IN_ZIP64 ? 8 : 0) + (compressed == IN_ZIP64 ? 8 : 0) + (offset == IN_ZIP64 ? 8 : 0);
            require(more == 0 || (extra.remaining() >= more + 4 && extra.getShort() == ZIP64 && extra.getShort() == more),
                    "has no readable directory");
            if (size == IN_ZIP64) {
                extra.getLong();
            }
            compressed = compressed == IN_ZIP64 ? extra.getLong() : compressed;
            offset = offset == IN_ZIP64 ? extra.getLong() : offset;
            require(isTimeOrNothing(extra), "holds more than its files");
            return new Central(name, compressed, offset, large);
        }
    }

    /** It is not laid out as an export is. */
    private static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;

        private Unexpected(String fault) {
            super(fault);
        }
    }
}
