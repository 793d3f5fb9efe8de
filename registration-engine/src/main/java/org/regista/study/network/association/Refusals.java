package org.regista.study.network.association;

/** What a peer's refusal means, in a sentence with a remedy (PS3.8 tables 9-21 and 9-26). */
final class Refusals {

  private Refusals() {}

  static PeerException rejected(byte[] body, Proposal proposal) {
    int source = body.length > 2 ? body[2] : 0;
    int reason = body.length > 3 ? body[3] : 0;
    String why =
        switch (source * 10 + reason) {
          case 13 ->
              "it does not know the calling AE title '%s'; have it added there"
                  .formatted(proposal.callingAet());
          case 17 -> "it is not called '%s'; check its AE title".formatted(proposal.calledAet());
          case 31, 32 -> "it is busy; try again later";
          default -> "source %d, reason %d".formatted(source, reason);
        };
    return new PeerException("the peer refuses the association: " + why);
  }

  static PeerException aborted(byte[] body) {
    int source = body.length > 2 ? body[2] : 0;
    int reason = body.length > 3 ? body[3] : 0;
    return new PeerException("the peer broke off (source %d, reason %d)".formatted(source, reason));
  }
}
