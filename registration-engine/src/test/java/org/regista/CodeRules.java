package org.regista;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/**
 * What the architecture tests of all modules share: the rules that hold everywhere, and the classes
 * they are put to.
 */
public final class CodeRules {

  private static final ImportOption OURS = location -> location.contains("org/regista");

  private CodeRules() {}

  /** The production classes of one module, by a class of it, without those of other modules. */
  public static JavaClasses moduleOf(Class<?> member) {
    return new ClassFileImporter()
        .withImportOption(OURS)
        .importUrl(member.getProtectionDomain().getCodeSource().getLocation());
  }

  /** No class is reachable from its own package through others. */
  public static ArchRule noCycles() {
    return slices()
        .matching("org.regista.(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a circle can only be understood, tested and changed all at once");
  }

  public static ArchRule noMutableStatics() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two registrations in one program must not meet in a hidden place");
  }

  public static ArchRule noExit() {
    return noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("only Main ends the program; everyone else throws");
  }

  public static ArchRule noStandardStreams() {
    return noClasses()
        .should(ACCESS_STANDARD_STREAMS)
        .because("standard output carries the results of the command line, and nothing else");
  }

  public static ArchRule noForeignMemory() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .because("memory outside the heap has one owner, NativeBuffer");
  }

  public static ArchRule noNativeMethods() {
    return methods()
        .should()
        .notHaveModifier(JavaModifier.NATIVE)
        .because("each library is called from one bridge class");
  }

  public static ArchRule noDcm4che() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.dcm4che3..")
        .because("DICOM ends at io.dicom: what leaves it are our own types");
  }
}
