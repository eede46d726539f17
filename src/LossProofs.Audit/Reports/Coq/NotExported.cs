// What Coq is not asked about.
namespace LossProofs.Audit.Reports.Coq;

/// <summary>A part of a claim has no translation into Coq; the message says which.</summary>
internal sealed class NotExported(string message) : Exception(message);
