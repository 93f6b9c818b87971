package io.countersign.testkit.harness.description;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a controller's method does in the end, by the calls that its byte code makes within its service. Classes of {@code platform/events}
 * are named here and not loaded: the gateway, which has no commands, is described without them.
 */
final class SentCommands {
    static final String COMMAND_PACKAGE = "io.countersign.events.command.";
    private static final Pattern SERVICE = Pattern.compile("io\\.countersign\\.\\w+");
    private final Map<String, JavaClasses> services = new ConcurrentHashMap<>();

    /** Whether it sends a command under the request's {@code If-Match}: one that is sent for a cause does not look at it. */
    boolean sends(Method method) {
        return reaches(method, target -> target.getOwner().getName().equals(COMMAND_PACKAGE + "Commands") && target.getName().equals("send")
                && target.getRawParameterTypes().size() == 1);
    }

    /** Whether it answers with the version and the receipt of what was accepted. */
    boolean answersWithReceipt(Method method) {
        return reaches(method, target -> target.getOwner().getName().equals(COMMAND_PACKAGE + "Accepted"));
    }

    private boolean reaches(Method method, Predicate<CodeUnitAccessTarget> wanted) {
        var service = SERVICE.matcher(method.getDeclaringClass().getName()).results().findFirst().map(MatchResult::group)
                .orElseThrow();
        var start = services.computeIfAbsent(service, SentCommands::classes).get(method.getDeclaringClass()).getMethod(method.getName(),
                method.getParameterTypes());
        var open = new ArrayDeque<JavaCodeUnit>(List.of(start));
        var seen = new HashSet<JavaCodeUnit>(open);
        while (!open.isEmpty()) {
            var targets = called(open.remove()).toList();
            if (targets.stream().anyMatch(wanted)) {
                return true;
            }
            targets.stream().filter(target -> target.getOwner().getName().startsWith(service + ".")).flatMap(SentCommands::implementations)
                    .filter(seen::add).forEach(open::add);
        }
        return false;
    }

    private static Stream<CodeUnitAccessTarget> called(JavaCodeUnit code) {
        return code.getAccessesFromSelf().stream().map(JavaAccess::getTarget).filter(CodeUnitAccessTarget.class::isInstance)
                .map(CodeUnitAccessTarget.class::cast);
    }

    private static Stream<JavaCodeUnit> implementations(CodeUnitAccessTarget target) {
        var parameters = target.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(target.resolveMember().stream().map(JavaCodeUnit.class::cast), target.getOwner().getAllSubclasses().stream()
                .<JavaCodeUnit>flatMap(each -> each.tryGetMethod(target.getName(), parameters).stream()));
    }

    private static JavaClasses classes(String service) {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(service);
    }
}
