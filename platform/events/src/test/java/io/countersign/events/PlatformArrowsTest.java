package io.countersign.events;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The platform's modules know each other one way only, so that the gateway can do without Axon and the event store. */
@AnalyzeClasses(packages = "io.countersign", importOptions = ImportOption.DoNotIncludeTests.class)
class PlatformArrowsTest {
    @ArchTest
    static final ArchRule ARROWS_GO_ONE_WAY = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("events").definedBy("io.countersign.events..").layer("eventstore").definedBy("io.countersign.eventstore..")
            .layer("web").definedBy("io.countersign.web..").layer("access").definedBy("io.countersign.access..")
            .whereLayer("events").mayNotBeAccessedByAnyLayer()
            .whereLayer("eventstore").mayOnlyBeAccessedByLayers("events")
            .whereLayer("web").mayOnlyBeAccessedByLayers("events")
            .whereLayer("access").mayOnlyBeAccessedByLayers("events", "eventstore", "web");
}
