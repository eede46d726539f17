// How a claim may still be meant where all of its readings are false. Each way is one class in this folder and one line here.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>
/// A way in which a sensible reader would still take a claim as meant although it is false as written: a case that words
/// state, a rounded number, another base of logarithms. It costs nothing elsewhere: a claim that holds as written is never
/// doubted.
/// </summary>
internal abstract class Alternative
{
    /// <summary>All of them, in the order in which they are asked; the first that keeps the claim is reported.</summary>
    public static IReadOnlyList<Alternative> All { get; } =
    [
        new EachValueOfIndex(),
        new UnreadWords(),
        new SaidBeside(),
        new NotedAtRelation(),
        new SaidDependence(),
        new MemberOfSequence(),
        new OnlyApproximate(),
        new ExampleOfWrong(),
        new OtherQuantifier(),
        new OtherSetting(),
        new StepOfContradiction(),
        new GuessedLaws(),
        new GivenLaw(),
        new EventsWithinOthers(),
        new Densities(),
        new NamedLaw(),
        new SupposedDependence(),
        new SupposedProperty(),
        new SituationInWords(),
        new SituationOfTitle(),
        new FigureInWords(),
        new ReversedRange(),
        new SomethingLeftOut(),
        new SomethingHeldFixed(),
        new UnnamedQuantity(),
        new RestsOnConclusion(),
        new ValueFromElsewhere(),
        new WholeRange(),
        new ValueOfLabel(),
        new ArrangedArrays(),
        new ArrangedNumbers(),
        new RenamedQuantity(),
        new OtherDraws(),
        new StatedSituation(),
        new CountingLetter(),
        new UnusedCondition(),
        new NarrowedInWords(),
        new ExceptionInWords(),
        new OneCase(),
        new PartialDerivative(),
        new NotInGeneral(),
        new DefinedLater(),
        new RelatedProbabilities(),
        new ValueOfFunction(),
        new OwnFunction(),
        new RedefinedInWords(),
        new UnspokenSigma(),
        new RevisedInWords(),
        new MarkInWords(),
        new ConventionInWords(),
        new PrimedName(),
        new InverseFunction(),
        new DerivativeOfAll(),
        new ExponentOverTerms(),
        new QuotientInDefinition(),
        new NextValue(),
        new FreeImaginaryUnit(),
        new ConstantAsName(),
        new RoundedNumber(),
        new OtherLogarithm(),
    ];

    /// <summary>Whether a role that is declared (claim) leaves this doubt.</summary>
    public virtual bool OfDeclaredClaims => false;

    /// <summary>The other ways in which the claim may be meant; none where this kind of doubt does not arise.</summary>
    /// <param name="claim">A claim that has readings.</param>
    public abstract IEnumerable<Reading> Of(Questioned claim);

    /// <summary>A reading under which nothing is asserted, so that the claim cannot be refuted.</summary>
    /// <param name="note">How the claim is meant then.</param>
    public static Reading Nothing(string note) =>
        new(new Comparison(Term.Zero, Relation.Equal, Term.Zero), Context.Empty, note);

    /// <summary>A reading where a term has a value.</summary>
    protected static Reading Where(Reading reading, Term term, Reals.Rational value, string text)
    {
        var condition = new Compare(term, Relation.Equal, new Number(value));
        return reading with
        {
            Context = reading.Context with
            {
                Hypotheses = [.. reading.Context.Hypotheses, new Hypothesis(condition, Provenance.Text, text)],
            },
            Note = $"a formula for {text}",
        };
    }
}

/// <summary>A doubt about the case that a claim is for: what has no quantities is for no case.</summary>
internal abstract class Situational : Alternative
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Reading> Of(Questioned claim) =>
        claim.First.Context.Variables.Count > 0 ? OfSituation(claim) : [];

    /// <summary>As <see cref="Of"/>, of a claim about quantities.</summary>
    protected abstract IEnumerable<Reading> OfSituation(Questioned claim);
}

/// <summary>
/// A doubt about the joint law of a claim. Independence, a uniform law, one quantity as a function of another: documents
/// suppose them in words, or not at all.
/// </summary>
internal abstract class OfJointLaw : Alternative
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Reading> Of(Questioned claim) =>
        claim.World is { } world ? OfLaw(claim, world) : [];

    /// <summary>As <see cref="Of"/>, of a claim that is about a joint law.</summary>
    protected abstract IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world);
}
