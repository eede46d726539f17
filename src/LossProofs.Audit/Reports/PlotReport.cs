// Both sides of a refuted claim along one symbol, as numbers to be drawn.
namespace LossProofs.Audit.Reports;

/// <summary>The sides of a claim where one symbol runs through its domain and the others stay at the counterexample.</summary>
/// <param name="Symbol">The symbol, as LaTeX.</param>
/// <param name="IsDiscrete">Whether the symbol takes single values only.</param>
/// <param name="At">The counterexample.</param>
/// <param name="Points">Ascending.</param>
public sealed record PlotReport(string Symbol, bool IsDiscrete, PlotPoint At, IReadOnlyList<PlotPoint> Points);

/// <summary>One value of the symbol.</summary>
/// <param name="X">The value.</param>
/// <param name="Left">The left side there; null where it is undefined, not resolved, or outside of what the claim is about.</param>
/// <param name="Right">The right side there, or null.</param>
public readonly record struct PlotPoint(double X, double? Left, double? Right);
