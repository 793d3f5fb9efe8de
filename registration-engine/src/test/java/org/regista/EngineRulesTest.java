package org.regista;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.LpsPoint;

/** Who may know whom inside the engine, and what the engine may know of the world. */
final class EngineRulesTest {

  /** The packages of the engine, each floor on top of those before it. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("error", "parallel"),
          List.of("geometry"),
          List.of("image"),
          List.of("transform"),
          List.of("rt"),
          List.of("io", "resample", "compute"),
          List.of("preprocess"),
          List.of("quality"),
          List.of("register"),
          List.of("study"),
          List.of("job"));

  private static final JavaClasses ENGINE = CodeRules.moduleOf(LpsPoint.class);

  @Test
  void theEngineHasNoFace() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx..",
            "java.awt..",
            "javax.imageio..",
            "javax.swing..",
            "com.jogamp..",
            "picocli..")
        .because("the engine serves windows, the command line and other programs alike")
        .check(ENGINE);
  }

  @Test
  void floorsRestOnLowerFloors() {
    LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
    List<String> below = new ArrayList<>();
    for (List<String> floor : FLOORS) {
      for (String room : floor) {
        house = house.layer(room).definedBy("org.regista." + room + "..");
      }
    }
    for (List<String> floor : FLOORS) {
      for (String room : floor) {
        house =
            below.isEmpty()
                ? house.whereLayer(room).mayNotAccessAnyLayer()
                : house.whereLayer(room).mayOnlyAccessLayers(below.toArray(String[]::new));
      }
      below.addAll(floor);
    }
    house
        .ensureAllClassesAreContainedInArchitectureIgnoring("org.regista")
        .because("a reader who starts below never has to look up")
        .check(ENGINE);
  }

  @Test
  void filesAndRegistrationAreStrangers() {
    noClasses()
        .that()
        .resideInAPackage("org.regista.register..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.regista.io..")
        .because("an algorithm that reads files cannot be given data by a test or another program")
        .check(ENGINE);
  }

  @Test
  void packagesFormNoCircle() {
    CodeRules.noCycles().check(ENGINE);
  }

  @Test
  void onlyImageHandlesMemoryOutsideTheHeap() {
    CodeRules.noForeignMemory().check(ENGINE.that(not(resideInAPackage("org.regista.image"))));
  }

  @Test
  void onlyTheDicomPackagesSeeDcm4che() {
    CodeRules.noDcm4che().check(ENGINE.that(not(resideInAPackage("org.regista.io.dicom.."))));
  }

  @Test
  void theEngineCallsNoNativeLibraryItself() {
    CodeRules.noNativeMethods().check(ENGINE);
  }

  @Test
  void nothingStaticChanges() {
    CodeRules.noMutableStatics().check(ENGINE);
  }

  @Test
  void nobodyEndsTheProgram() {
    CodeRules.noExit().check(ENGINE);
  }

  @Test
  void nobodyPrints() {
    CodeRules.noStandardStreams().check(ENGINE);
  }
}
