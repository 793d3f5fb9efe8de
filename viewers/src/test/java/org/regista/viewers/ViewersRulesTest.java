package org.regista.viewers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.regista.CodeRules;
import org.regista.viewers.slice.SliceRenderer;

/** What pictures may be made of. */
final class ViewersRulesTest {

  private static final JavaClasses VIEWERS = CodeRules.moduleOf(SliceRenderer.class);

  @Test
  void picturesAreMadeOfImagesAndTransforms() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.regista.register..", "org.regista.job..", "org.regista.io..")
        .because("a picture shows what it is given, and asks neither files nor algorithms")
        .check(VIEWERS);
  }

  @Test
  void picturesNeedNoDisplay() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "javax.imageio..")
        .because("the command line and tests draw the same pictures as the window")
        .check(VIEWERS);
  }

  @Test
  void packagesFormNoCircle() {
    CodeRules.noCycles().check(VIEWERS);
  }

  @Test
  void foreignThingsStayWhereTheyBelong() {
    CodeRules.noForeignMemory().check(VIEWERS);
    CodeRules.noNativeMethods().check(VIEWERS);
    CodeRules.noDcm4che().check(VIEWERS);
  }

  @Test
  void nothingStaticChangesEndsTheProgramOrPrints() {
    CodeRules.noMutableStatics().check(VIEWERS);
    CodeRules.noExit().check(VIEWERS);
    CodeRules.noStandardStreams().check(VIEWERS);
  }
}
