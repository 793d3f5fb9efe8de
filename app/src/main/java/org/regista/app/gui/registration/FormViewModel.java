package org.regista.app.gui.registration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.value.ObservableValue;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.work.Work;
import org.regista.job.result.RequestForm;

/** The request form: who asks for the registration, and what for. Lives on the FX thread. */
public final class FormViewModel {

  private final WorkViewModel work;

  public FormViewModel(WorkViewModel work) {
    this.work = work;
  }

  /** The form as it is; empty texts where nothing was said. */
  ObservableValue<Form> form() {
    return work.work().map(w -> w.map(Work::form).map(FormViewModel::inWords).orElse(Form.EMPTY));
  }

  /** What a registration can be for, in words. */
  List<String> purposes() {
    return Arrays.stream(RequestForm.Purpose.values()).map(RequestForm.Purpose::toString).toList();
  }

  /** The form in words. */
  record Form(String primary, String purpose, String region, String askedBy, String askedOn) {

    static final Form EMPTY = new Form("", "", "", "", "");

    Form withPurpose(String p) {
      return new Form(primary, p, region, askedBy, askedOn);
    }

    Form withRegion(String r) {
      return new Form(primary, purpose, r, askedBy, askedOn);
    }

    Form withAskedBy(String name) {
      return new Form(primary, purpose, region, name, askedOn);
    }

    Form withAskedOn(String date) {
      return new Form(primary, purpose, region, askedBy, date);
    }
  }

  private static Form inWords(RequestForm f) {
    return new Form(f.primary(), f.purpose().toString(), f.region(), f.askedBy(), f.askedOn());
  }

  private static RequestForm filled(Form form) {
    RequestForm.Purpose purpose =
        Arrays.stream(RequestForm.Purpose.values())
            .filter(p -> p.toString().equals(form.purpose()))
            .findFirst()
            .orElse(RequestForm.Purpose.OTHER);
    return new RequestForm(form.primary(), purpose, form.region(), form.askedBy(), form.askedOn());
  }

  void change(UnaryOperator<Form> how) {
    Optional<Form> now = work.work().get().map(Work::form).map(FormViewModel::inWords);
    now.ifPresent(f -> work.change("fill in the request", w -> w.withForm(filled(how.apply(f)))));
  }
}
