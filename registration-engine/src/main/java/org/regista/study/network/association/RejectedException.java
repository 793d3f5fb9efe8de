package org.regista.study.network.association;

/** Why a request for an association is not accepted (PS3.8 table 9-21, source 1). */
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int reason;

  private RejectedException(int reason, String message) {
    super(message);
    this.reason = reason;
  }

  public static RejectedException calledAetUnknown(String aet) {
    return new RejectedException(7, "nobody here is called '%s'".formatted(aet));
  }

  public static RejectedException callingAetUnknown(String aet) {
    return new RejectedException(3, "'%s' is not among those who may send".formatted(aet));
  }

  int reason() {
    return reason;
  }
}
