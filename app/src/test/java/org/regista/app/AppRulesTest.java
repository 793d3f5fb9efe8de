package org.regista.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.regista.CodeRules;
import org.regista.app.gui.Session;

/** Who may know whom in the program. */
final class AppRulesTest {

  private static final String CLI = "org.regista.app.cli..";
  private static final String GUI = "org.regista.app.gui..";

  private static final JavaClasses APP = CodeRules.moduleOf(Main.class);

  @Test
  void commandsNeedNoDisplay() {
    noClasses()
        .that()
        .resideInAnyPackage(CLI, "org.regista.app.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx..", "atlantafx..", "java.awt..", GUI)
        .because("the command line runs on machines without a screen")
        .check(APP);
  }

  @Test
  void viewsKnowOnlyTheirModels() {
    noClasses()
        .that()
        .resideInAPackage(GUI)
        .and()
        .haveSimpleNameNotEndingWith("ViewModel")
        .and()
        .doNotBelongToAnyOf(Session.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.regista.register..", "org.regista.job..", "org.regista.io..")
        .because("what a button does is decided, and tested, in the view-model behind it")
        .check(APP);
  }

  @Test
  void viewModelsKnowNoControls() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx.scene..")
        .because("a view-model is tested without a window")
        .check(APP);
  }

  @Test
  void commandsAndWindowsAreStrangers() {
    noClasses()
        .that()
        .resideInAPackage(GUI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLI, "picocli..")
        .because("the window is one user of the engine, and the command line another")
        .check(APP);
  }

  @Test
  void packagesFormNoCircle() {
    CodeRules.noCycles().check(APP);
  }

  @Test
  void onlyMainEndsTheProgram() {
    CodeRules.noExit().check(APP.that(not(type(Main.class))));
  }

  @Test
  void onlyCommandsPrint() {
    CodeRules.noStandardStreams().check(APP.that(not(resideInAPackage(CLI))));
  }

  @Test
  void foreignThingsStayWhereTheyBelong() {
    CodeRules.noForeignMemory().check(APP);
    CodeRules.noNativeMethods().check(APP);
    CodeRules.noDcm4che().check(APP);
  }

  @Test
  void nothingStaticChanges() {
    CodeRules.noMutableStatics().check(APP);
  }
}
