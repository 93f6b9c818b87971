package io.countersign.token;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.countersign.testkit.harness.ServiceRules;

@AnalyzeClasses(packages = "io.countersign.token", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests SERVICE_RULES = ArchTests.in(ServiceRules.class);
}
