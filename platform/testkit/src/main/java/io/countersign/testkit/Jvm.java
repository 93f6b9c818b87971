package io.countersign.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the Java processes of the local stack are run; chosen by the system property {@value #PROPERTY} of whoever starts them. */
public enum Jvm {
    /** Compiled by the first tier only: starts quickly and stays small, which is what development and tests want. */
    QUICK_START,
    /** All tiers, as in production: what figures are measured with. */
    FULL_SPEED;

    /** {@code QUICK_START} or {@code FULL_SPEED}. */
    public static final String PROPERTY = "countersign.jvm";

    /** The one this process was told to use. */
    public static Jvm chosen() {
        return valueOf(System.getProperty(PROPERTY, QUICK_START.name()));
    }

    /**
     * A complete command line.
     *
     * @param heap      largest heap, as {@code -Xmx} takes it
     * @param program   further options, class path and main class, or the jar
     * @param arguments what the program is told
     */
    public List<String> command(String heap, List<String> program, String... arguments) {
        var jvm = Stream.of(Launch.java(), "-Xmx" + heap, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
        var compiler = this == QUICK_START ? Stream.of("-XX:TieredStopAtLevel=1") : Stream.<String>of();
        return Stream.of(jvm, compiler, program.stream(), Stream.of(arguments)).flatMap(Function.identity()).toList();
    }
}
