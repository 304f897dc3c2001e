package dev.insula.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows of ARCHITECTURE.md. */
class ArchitectureTest {
  private static final JavaClasses INSULA =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.insula", "org.xnio.nio");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.insula.config.Manifest",
        "dev.insula.config.read.ManifestReader",
        "org.xnio.nio.Uds",
        "dev.insula.site.RunningSite",
        "dev.insula.host.supervise.Supervision",
        "dev.insula.host.front.Router"
      })
  void seesEveryModule(String type) {
    assertTrue(INSULA.contain(type), type);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.insula.(**)").should().beFreeOfCycles().check(INSULA);
  }

  @Test
  void configKnowsNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("dev.insula.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.insula.host..", "dev.insula.site..", "org.xnio..")
        .check(INSULA);
  }

  @Test
  void theSiteLoaderKnowsNothingOfTheHost() {
    noClasses()
        .that()
        .resideInAPackage("dev.insula.site..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.insula.host..")
        .check(INSULA);
  }

  @Test
  void onlyFrontHopAndServedSitesKnowUndertow() {
    noClasses()
        .that()
        .resideInAPackage("dev.insula..")
        .and()
        .resideOutsideOfPackages(
            "dev.insula.host.front..",
            "dev.insula.host.hop..",
            "dev.insula.host.http1..",
            "dev.insula.site..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow..", "org.xnio..")
        .check(INSULA);
  }

  @Test
  void onlyTheReaderAndTheExportKnowYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.insula.config.read..", "dev.insula.host.yaml..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.dataformat..", "org.yaml..")
        .check(INSULA);
  }

  @Test
  void onlyOnePackageWritesJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.insula.host.json..", "dev.insula.host.yaml..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(INSULA);
  }

  @Test
  void onlyTheExportKnowsKubernetes() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.insula.host.kubernetes..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(INSULA);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.insula.host.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(INSULA);
  }

  @Test
  void onlyOnePackageKnowsJBossModules() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.insula.site.modules..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jboss.modules..")
        .check(INSULA);
  }

  /** The front never starts a process. */
  @Test
  void onlyTheLaunchersStartProcesses() {
    noClasses()
        .that()
        .resideInAPackage("dev.insula.host..")
        .and()
        // The doctor's probes stand in the places of what a launcher starts.
        .resideOutsideOfPackages("dev.insula.host.launch..", "dev.insula.host.doctor..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .check(INSULA);
  }

  /** R20: the clock of the day, which may jump, is for people only; deadlines are monotonic. */
  @Test
  void onlyWhatPeopleReadComesFromTheClockOfTheDay() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.insula..", "org.xnio.nio..")
        .and()
        .haveNameNotMatching(
            ".*\\.(KnownFiles(\\$Stamp)?|LogClock(\\$Stamp)?|SpawnerLauncher|StaticFile|StaticConditions|Generation|SiteFiles|TlsDevelopmentCertificate)")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callConstructor(Date.class)
        .check(INSULA);
  }
}
