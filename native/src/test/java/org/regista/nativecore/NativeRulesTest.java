package org.regista.nativecore;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.regista.CodeRules;

/** The border between Java and C++ is one class. */
final class NativeRulesTest {

  private static final JavaClasses NATIVE = CodeRules.moduleOf(CpuBackend.class);

  @Test
  void oneClassCallsEachLibrary() {
    CodeRules.noNativeMethods()
        .check(NATIVE.that(not(type(CpuBridge.class).or(simpleName("ElastixBridge")))));
  }

  @Test
  void memoryComesFromTheEngine() {
    CodeRules.noForeignMemory().check(NATIVE);
  }

  @Test
  void nothingStaticChangesEndsTheProgramOrPrints() {
    CodeRules.noMutableStatics().check(NATIVE);
    CodeRules.noExit().check(NATIVE);
    CodeRules.noStandardStreams().check(NATIVE);
  }
}
