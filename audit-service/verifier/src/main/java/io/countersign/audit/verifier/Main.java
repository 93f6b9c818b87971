package io.countersign.audit.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar audit-verifier.jar EXPORT.zip|CONSISTENCY.json KEY [WITNESS]}: verifies an export, or the answer to {@code GET
 * /checkpoints/{a}/consistency/{b}}. {@code KEY} is a verifier key or a file that holds
 * one, obtained from a source that is not the export. Exit code 0: verified, 1: something is wrong, 2: could not be asked that way.
 */
public final class Main {
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final String USAGE = """
            Usage: java -jar audit-verifier.jar EXPORT.zip|CONSISTENCY.json KEY-OR-KEY-FILE [WITNESS-FILE]

            The key is at /.well-known/countersign/checkpoint-key of the gateway, what the witness has seen at
            /api/v1/orgs/ORGANIZATION/checkpoints/witness; both count most when they were taken from another source, or earlier.
            Exit code 0: verified, 1: something is wrong, 2: cannot be checked.""";

    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length == 1 && HELP.contains(arguments[0])) {
            out.println(USAGE);
            return 0;
        }
        if (arguments.length < 2 || arguments.length > 3) {
            out.println(USAGE);
            return 2;
        }
        try {
            var key = key(arguments[1]);
            var witness = witness(arguments, key);
            return arguments[0].endsWith(".json")
                    ? printGrowth(growth(arguments[0]), key, witness, out)
                    : print(ExportVerifier.verify(Path.of(arguments[0]), key, witness), out);
        } catch (IOException e) {
            say(out, "Cannot read " + e.getMessage());
            return 2;
        } catch (IllegalArgumentException e) {
            say(out, "The key or the answer cannot be used: " + e.getMessage());
            return 2;
        }
    }

    private static NoteKey key(String argument) throws IOException {
        var looksLikeKey = argument.chars().filter(c -> c == '+').count() >= 2;
        return NoteKey.parse(looksLikeKey ? argument : Files.readString(Path.of(argument)));
    }

    private static @Nullable Witness witness(String[] arguments, NoteKey key) throws IOException {
        return arguments.length == 3 ? Witness.read(Path.of(arguments[2]), key) : null;
    }

    private static TreeGrowth growth(String file) throws IOException {
        return TreeGrowth.read(Files.readAllBytes(Path.of(file)));
    }

    private static int printGrowth(TreeGrowth growth, NoteKey key, @Nullable Witness witness, PrintStream out) {
        var report = growth.verify(key, witness);
        printDetails(report, out);
        say(out, (report.verified() ? "VERIFIED: " : "NOT VERIFIED: ") + growth.tree() + " of " + growth.newer().size()
                + " entries continues its " + growth.older().size() + " earlier ones.");
        return report.verified() ? 0 : 1;
    }

    private static int print(Report report, PrintStream out) {
        printDetails(report, out);
        if (!report.verified()) {
            say(out, "NOT VERIFIED: " + report.findings().size() + " findings in " + report.entries() + " entries.");
            return 1;
        }
        var checkpoint = Objects.requireNonNull(report.checkpoint());
        say(out, "VERIFIED: " + report.entries() + " of " + report.treeSize() + " entries of " + report.tree()
                + ", proven by the checkpoint of size " + checkpoint.size() + " signed at " + checkpoint.time() + ".");
        return 0;
    }

    private static void printDetails(Report report, PrintStream out) {
        report.findings().forEach(finding -> say(out, "FINDING  " + finding.message()));
        report.remarks().forEach(remark -> say(out, "NOTE     " + remark));
    }

    /** One line, whatever stands in it: an export that somebody made must not write what looks like ours. */
    private static void say(PrintStream out, String sentence) {
        out.println(TerminalText.of(sentence));
    }
}
