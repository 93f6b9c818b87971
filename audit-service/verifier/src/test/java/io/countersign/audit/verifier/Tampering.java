package io.countersign.audit.verifier;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What somebody may do to an export: with the installation's own key in hand as well. */
final class Tampering {
    private final NoteSigner signer;
    private final NoteSigner other = Logs.signer();

    Tampering(NoteSigner signer) {
        this.signer = signer;
    }

    /** Alters the files in one random way and says which finding must come. */
    Predicate<Finding> mutate(Map<String, byte[]> files, SplittableRandom random) {
        return random.nextInt(5) == 0 ? withTheKey(files, random) : withoutIt(files, random);
    }

    private static Predicate<Finding> withoutIt(Map<String, byte[]> files, SplittableRandom random) {
        var lines = new ArrayList<>(new String(Archives.content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
        var at = random.nextInt(lines.size());
        var index = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class).index();
        Predicate<Finding> expected = switch (random.nextInt(9)) {
            case 0 -> {
                lines.remove(at);
                yield finding -> finding.equals(new Finding.MissingEntries(index, index + 1));
            }
            case 1 -> {
                lines.add(at + 1, lines.get(at));
                yield finding -> finding.equals(new Finding.InsertedEntry(at + 2L, index));
            }
            case 2 -> {
                var other = (at + 1) % lines.size();
                Collections.swap(lines, at, other);
                yield finding -> finding instanceof Finding.MisplacedEntry misplaced
                        && (misplaced.line() == at + 1 || misplaced.line() == other + 1);
            }
            case 3 -> {
                var line = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class);
                var forged = line.bytes().clone();
                forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));
                lines.set(at, text(new ExportFormat.EventLine(line.index(), line.source(), line.position(), line.sequence(), forged,
                        line.path())));
                yield finding -> finding.equals(new Finding.AlteredEntry(at + 1L, index));
            }
            case 4 -> {
                var line = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class);
                lines.set(at, text(new ExportFormat.EventLine(line.index(), line.source(), line.position() + 1, line.sequence(),
                        line.bytes(), line.path())));
                yield finding -> finding.equals(new Finding.AlteredEntry(at + 1L, index));
            }
            case 5 -> {
                lines.set(at, flip(lines.get(at).getBytes(StandardCharsets.ISO_8859_1), random));
                yield finding -> line(finding) == at + 1 || (finding instanceof Finding.DamagedLine damaged && damaged.line() <= at + 2);
            }
            case 6 -> {
                var tail = lines.subList(at, lines.size());
                tail.clear();
                yield finding -> finding instanceof Finding.MissingEntries missing && missing.from() == index;
            }
            case 7 -> {
                var from = lines.subList(0, at + 1);
                var first = ExportFormat.read(from.getFirst().getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class).index();
                from.clear();
                yield finding -> finding instanceof Finding.MissingEntries missing && missing.from() == first;
            }
            default -> {
                var names = new ArrayList<>(files.keySet());
                names.remove(ExportFormat.EVENTS);
                names.removeIf(name -> Archives.content(files, name).length == 0);
                var name = names.get(random.nextInt(names.size()));
                var bytes = Archives.content(files, name).clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                files.put(name, bytes);
                yield finding -> finding.message().contains(name)
                        || (finding instanceof Finding.AlteredFile && name.startsWith("manifest"));
            }
        };
        files.put(ExportFormat.EVENTS, Archives.joined(lines));
        return expected;
    }

    private static String flip(byte[] line, SplittableRandom random) {
        line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    private static String text(Object record) {
        return new String(ExportFormat.write(record), StandardCharsets.UTF_8);
    }

    private static long line(Finding finding) {
        return switch (finding) {
            case Finding.AlteredEntry altered -> altered.line();
            case Finding.InsertedEntry inserted -> inserted.line();
            case Finding.DamagedLine damaged -> damaged.line();
            default -> -1;
        };
    }

    /** The service itself lies, or somebody took its key; or another key is put in its place. */
    private Predicate<Finding> withTheKey(Map<String, byte[]> files, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> replacedHead(files, random);
            case 1 -> signedByAnother(files);
            case 2 -> datedBack(files);
            default -> {
                var altered = alteredEntry(files, random);
                manifest(files, signer);
                yield altered;
            }
        };
    }

    private Predicate<Finding> replacedHead(Map<String, byte[]> files, SplittableRandom random) {
        var head = ExportFormat.parse(Archives.content(files, ExportFormat.HEAD), ExportFormat.HeadFile.class);
        var root = head.root().value().clone();
        root[random.nextInt(root.length)] ^= (byte) (1 << random.nextInt(8));
        files.put(ExportFormat.HEAD, (text(new ExportFormat.HeadFile(head.tree(), head.size(), new Hash(root), head.index(), head.path()))
                + "\n").getBytes(StandardCharsets.UTF_8));
        manifest(files, signer);
        return finding -> finding.equals(new Finding.HeadNotInLog(head.tree(), head.size()));
    }

    private Predicate<Finding> signedByAnother(Map<String, byte[]> files) {
        var note = SignedNote.parse(ExportFormat.text(Archives.content(files, ExportFormat.CHECKPOINT)));
        files.put(ExportFormat.CHECKPOINT, other.sign(note.text()).toString().getBytes(StandardCharsets.UTF_8));
        manifest(files, other);
        return finding -> finding.equals(new Finding.ForeignKey(ExportFormat.CHECKPOINT, signer.key().toString()));
    }

    private Predicate<Finding> datedBack(Map<String, byte[]> files) {
        var checkpoint = Checkpoint.parse(SignedNote.parse(ExportFormat.text(Archives.content(files, ExportFormat.CHECKPOINT))).text());
        var earlier = new Checkpoint(checkpoint.origin(), checkpoint.size(), checkpoint.root(),
                checkpoint.time().minus(Duration.ofHours(1)));
        files.put(ExportFormat.CHECKPOINT, signer.sign(earlier.text()).toString().getBytes(StandardCharsets.UTF_8));
        manifest(files, signer);
        return finding -> finding.equals(new Finding.NotWitnessed(checkpoint.size()));
    }

    private static Predicate<Finding> alteredEntry(Map<String, byte[]> files, SplittableRandom random) {
        var lines = new ArrayList<>(new String(Archives.content(files, ExportFormat.EVENTS), StandardCharsets.UTF_8).lines().toList());
        var at = random.nextInt(lines.size());
        var line = ExportFormat.read(lines.get(at).getBytes(StandardCharsets.UTF_8), ExportFormat.EventLine.class);
        lines.set(at, text(new ExportFormat.EventLine(line.index(), line.source(), line.position(), line.sequence() + 1, line.bytes(),
                line.path())));
        files.put(ExportFormat.EVENTS, Archives.joined(lines));
        return finding -> finding.equals(new Finding.AlteredEntry(at + 1L, line.index()));
    }

    /** Makes the manifest fit the files again and signs it. */
    private static void manifest(Map<String, byte[]> files, NoteSigner by) {
        var known = ExportFormat.read(Archives.content(files, ExportFormat.MANIFEST), ExportFormat.Manifest.class);
        var hashes = new TreeMap<String, String>();
        ExportFormat.LISTED.forEach(name -> hashes.put(name,
                HexFormat.of().formatHex(MerkleHashes.sha256().digest(Archives.content(files, name)))));
        var manifest = ExportFormat
                .write(new ExportFormat.Manifest(known.format(), known.origin(), known.tree(), known.size(), known.ranges(),
                        known.filter(), known.created(), hashes));
        files.put(ExportFormat.MANIFEST, manifest);
        files.put(ExportFormat.MANIFEST_SIGNATURE,
                by.sign(ExportFormat.manifestNote(known.origin(), manifest)).toString().getBytes(StandardCharsets.UTF_8));
    }
}
