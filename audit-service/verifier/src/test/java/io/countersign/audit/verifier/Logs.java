package io.countersign.audit.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A small installation in memory: one organization's tree, the installation's log, its checkpoints and what a witness saw. */
final class Logs {
    static final String ORIGIN = "https://countersign.example";
    static final String TREE = "organization:org-1";
    static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    final NoteSigner signer;
    final List<Entry> entries = new ArrayList<>();
    final List<Hash> leaves = new ArrayList<>();
    final List<Hash> heads = new ArrayList<>();
    final List<SignedNote> checkpoints = new ArrayList<>();
    RightEdge tree = RightEdge.EMPTY;
    RightEdge installation = RightEdge.EMPTY;
    Instant now = START;

    Logs(NoteSigner signer) {
        this.signer = signer;
    }

    static NoteSigner signer() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(NoteKey.of(ORIGIN, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A log of {@code bundles} bundles of 1 to 9 entries, foreign heads between its own, a checkpoint after every second bundle. */
    static Logs random(long seed, int bundles, NoteSigner signer) {
        var random = new SplittableRandom(seed);
        var logs = new Logs(signer);
        for (var bundle = 0; bundle < bundles; bundle++) {
            logs.bundle(random, 1 + random.nextInt(9));
            if (bundle % 2 == 1 || bundle == bundles - 1) {
                logs.checkpoint();
            }
        }
        return logs;
    }

    void bundle(SplittableRandom random, int count) {
        for (var i = 0; i < count; i++) {
            var data = "{\"n\":" + entries.size() + ",\"r\":\"" + Long.toHexString(random.nextLong()) + "\"}";
            var entry = new Entry("/s/" + random.nextInt(2), entries.size(), random.nextInt(5), data.getBytes(StandardCharsets.UTF_8));
            entries.add(entry);
            leaves.add(entry.leaf());
            tree = tree.append(entry.leaf());
        }
        appendHead(new TreeHead("organization:other", heads.size() + 1, entries.getLast().leaf()));
        appendHead(new TreeHead(TREE, tree.size(), tree.root()));
    }

    private void appendHead(TreeHead head) {
        heads.add(head.leaf());
        installation = installation.append(head.leaf());
    }

    SignedNote checkpoint() {
        now = now.plusSeconds(600);
        var note = signer.sign(new Checkpoint(ORIGIN, installation.size(), installation.root(), now).text());
        checkpoints.add(note);
        return note;
    }

    static TreeNodes nodes(List<Hash> leaves) {
        return new TreeNodes() {
            @Override
            public Hash node(int level, long index) {
                return level == 0 ? leaves.get((int) index) : MerkleHashes.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
            }
        };
    }

    void witness(Path file) throws IOException {
        Files.write(file, new byte[0]);
        for (var checkpoint : checkpoints) {
            Files.write(file, Witness.line(checkpoint), java.nio.file.StandardOpenOption.APPEND);
        }
    }

    /** Exports every {@code step}-th entry at the last checkpoint. */
    void export(Path file, int step) throws IOException {
        var prover = new Prover(nodes(leaves));
        var log = new Prover(nodes(heads));
        var proven = new ArrayList<ExportContents.Proven>();
        for (var index = 0; index < entries.size(); index += step) {
            proven.add(new ExportContents.Proven(entries.get(index), prover.inclusion(index, entries.size())));
        }
        var earlier = checkpoints.subList(0, checkpoints.size() - 1).stream().map(note -> new ExportContents.Earlier(note,
                log.consistency(Checkpoint.parse(note.text()).size(), heads.size()))).toList();
        var filter = new TreeMap<String, String>();
        if (step > 1) {
            filter.put("type", "some");
        }
        try (var out = Files.newOutputStream(file)) {
            new ExportWriter(signer).write(new ExportContents(new TreeHead(TREE, tree.size(), tree.root()),
                    log.inclusion(heads.size() - 1L, heads.size()), checkpoints.getLast(), earlier, proven.iterator(), filter, now), out);
        }
    }
}
