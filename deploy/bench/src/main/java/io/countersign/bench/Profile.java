package io.countersign.bench;

import io.countersign.testkit.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a process spends its processor time under a load, by the Flight Recorder's samples. */
final class Profile {
    private static final int MOST = 12;
    private static final double PERCENT = 100;
    /** A sample is put down to the topmost frame of the stack that is of one of these packages. */
    private static final Map<String, String> PLACES = Map.ofEntries(Map.entry("io.countersign.", "our code"),
            Map.entry("org.springframework.security.", "Spring Security"),
            Map.entry("org.springframework.cloud.", "Spring Cloud Gateway"), Map.entry("org.springframework.", "Spring"),
            Map.entry("org.apache.catalina.", "Tomcat"), Map.entry("org.apache.coyote.", "Tomcat"),
            Map.entry("org.apache.tomcat.", "Tomcat"), Map.entry("com.mongodb.", "MongoDB driver"),
            Map.entry("org.bson.", "MongoDB driver"), Map.entry("de.bwaldvogel.mongo.", "library of the embedded server"),
            Map.entry("org.h2.", "H2 MVStore of the embedded server"), Map.entry("org.apache.kafka.", "Kafka client"),
            Map.entry("tools.jackson.", "Jackson"), Map.entry("com.fasterxml.jackson.", "Jackson"),
            Map.entry("com.nimbusds.", "Nimbus JOSE"), Map.entry("sun.security.", "cryptography of the JDK"),
            Map.entry("com.amazon.corretto.", "cryptography of AWS-LC"), Map.entry("io.netty.", "Netty"),
            Map.entry("reactor.", "Reactor"), Map.entry("io.micrometer.", "Micrometer"),
            Map.entry("org.axonframework.", "Axon"));
    private final long pid;
    private final Map<String, Integer> samples = new HashMap<>();

    private Profile(long pid) {
        this.pid = pid;
    }

    static Profile of(List<Long> pids) {
        return new Profile(pids.getFirst());
    }

    /** Records while the load runs. */
    Profile during(Runnable load) {
        try {
            var file = Files.createTempFile("countersign-", ".jfr");
            jcmd("JFR.start", "name=bench", "settings=profile");
            load.run();
            jcmd("JFR.dump", "name=bench", "filename=" + file);
            jcmd("JFR.stop", "name=bench");
            RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().equals("jdk.ExecutionSample"))
                    .map(Profile::place).forEach(place -> samples.merge(place, 1, Integer::sum));
            Files.delete(file);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jcmd(String... words) throws IOException {
        var jcmd = Path.of(Launch.java()).resolveSibling("jcmd").toString();
        var command = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
        command.addAll(List.of(words));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String place(RecordedEvent sample) {
        var stack = sample.getStackTrace();
        if (stack == null) {
            return "the JDK and the JVM";
        }
        for (RecordedFrame frame : stack.getFrames()) {
            var type = frame.getMethod().getType().getName();
            var place = PLACES.entrySet().stream().filter(known -> type.startsWith(known.getKey()))
                    .max(Comparator.comparingInt(known -> known.getKey().length())).map(Entry::getValue);
            if (place.isPresent()) {
                return place.get();
            }
        }
        return "the JDK and the JVM";
    }

    void print(String title, Results results) {
        results.section("Profile: " + title, "share of samples %,in");
        double all = samples.values().stream().mapToInt(Integer::intValue).sum();
        samples.entrySet().stream().sorted(Entry.<String, Integer>comparingByValue().reversed()).limit(MOST)
                .forEach(entry -> results.row(PERCENT * entry.getValue() / all, entry.getKey()));
    }
}
