package io.countersign.web.key;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The directory as it was found once; each name is read when it is first asked for, and what is not ours to read is left alone. */
final class KeyListing {
    private final KeyFiles files;
    private final Map<String, Stamp> stamps;
    private final ConcurrentMap<String, List<ECKey>> signing = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, List<ECKey>> published = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, List<Secret>> secrets = new ConcurrentHashMap<>();

    KeyListing(KeyFiles files, Map<String, Stamp> stamps) {
        this.files = files;
        this.stamps = Map.copyOf(stamps);
    }

    Map<String, Stamp> stamps() {
        return stamps;
    }

    List<ECKey> signingKeys(String name) {
        return signing.computeIfAbsent(name, wanted -> named(wanted, KeyFiles.PRIVATE).stream().map(files::readPrivate).toList());
    }

    List<ECKey> publicKeys(String name) {
        return published.computeIfAbsent(name, wanted -> named(wanted, KeyFiles.PUBLIC).stream().map(files::readPublic).toList());
    }

    List<Secret> secrets(String name) {
        return secrets.computeIfAbsent(name, wanted -> Stream.concat(
                Stream.of(wanted + KeyFiles.SECRET).filter(stamps::containsKey).map(file -> new Secret("", files.readSecret(file))),
                named(wanted, KeyFiles.SECRET).stream().map(file -> new Secret(kid(wanted, file), files.readSecret(file)))).toList());
    }

    private static String kid(String name, String file) {
        return file.substring(name.length() + 1, file.length() - KeyFiles.SECRET.length());
    }

    private List<String> named(String name, String suffix) {
        return stamps.keySet().stream()
                .filter(file -> file.startsWith(name + ".") && file.endsWith(suffix))
                .filter(file -> file.length() > name.length() + 1 + suffix.length())
                .filter(file -> file.substring(name.length() + 1, file.length() - suffix.length()).indexOf('.') < 0)
                .sorted().toList();
    }

    /** By which a changed file is noticed. */
    record Stamp(FileTime modified, long size) {
    }
}
