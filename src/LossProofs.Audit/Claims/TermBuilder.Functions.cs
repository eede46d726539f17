// Notation -> meaning: functions and their arguments.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    private Term BuildApplication(Application application)
    {
        if (InWorld(application) is { } random)
        {
            return random;
        }

        if (Lookup(application) is { } known)
        {
            return known;
        }

        if (Introduced(application) is { } notation)
        {
            return notation;
        }

        var head = application.Head;
        if (head is DerivativeQuotient derivative)
        {
            return BuildDerivative(derivative, application.Argument);
        }

        if (head is Delimited or Scripted { Base: Delimited })
        {
            return BuildCombination(head, application.Argument);
        }

        var scripted = head as Scripted;
        var name =
            (scripted?.Base ?? head) as Identifier ?? throw new NotUnderstood($"'{Shortened(head)}' is not a function");
        if (name.Name is "\\nabla")
        {
            return BuildGradient(scripted, application.Argument);
        }

        if (name.Name is "\\partial")
        {
            throw new NotUnderstood("a differential stands outside of a derivative");
        }

        var arguments = Arguments(application.Argument);
        if (Definition(Names.Of(head), arguments.Count) is { IsFunction: true } definition)
        {
            if (!IsDispensable(definition))
            {
                return Called(OfThese(definition, arguments), arguments);
            }

            if (Tried(() => Called(OfThese(definition, arguments), arguments), always: false) is { } value)
            {
                return value;
            }
        }

        if (scope.Declaration(Names.Of(head)) is { } declared)
        {
            if (declared.Domain is SmoothFunction)
            {
                Use(declared);
                return new Call(declared.Name, arguments.Select(Build).ToSequence());
            }

            throw new NotUnderstood($"{declared.Name} is applied like a function, but it is declared otherwise");
        }

        // f' of a function that the document defines.
        if (scripted is { Primes: > 0 and < 3, Superscript: null } && arguments.Count == 1)
        {
            Expression function = scripted.Subscript is null ? name : scripted with { Primes = 0 };
            return Primed(function, scripted.Primes, Build(arguments[0]));
        }

        if (
            scripted?.Superscript is { } power
            && !Names.IsLabel(power)
            && (
                KnownFunctions.Named(name.Name) is RealFunction
                || Names.Of(name) == "\\sigma"
                || Guessing is not null && power is Numeral { Digits: "2" }
            )
        )
        {
            if (power is Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] })
            {
                throw new NotUnderstood(
                    $"'{Shortened(application)}' is an inverse function or a reciprocal: write which one"
                );
            }

            var once = application with
            {
                Head = scripted with { Superscript = null } is { Subscript: null, Primes: 0 }
                    ? name
                    : scripted with
                    {
                        Superscript = null,
                    },
            };
            return new Power(BuildApplication(once), Build(power));
        }

        return InWorld(application)
            ?? RandomOperator(head, arguments)
            ?? BuiltIn(application, name, scripted, arguments);
    }

    // H(X) = … without an X on the right says what H(X) is, and nothing of H(Y).
    private NameDefinition OfThese(NameDefinition definition, IReadOnlyList<Expression> arguments)
    {
        if (
            definition.Provenance == Provenance.Declared
            || definition.Parameters.Count == 0
            || definition.Parameters.SequenceEqual(arguments)
            || definition.Parameters.Any(parameter => Names.Nodes(definition.Body).Contains(parameter))
                && !definition.IsGuessed
            || definition
                .Parameters.Zip(arguments)
                .All(pair => pair.First.Equals(pair.Second) || Names.Nodes(definition.Body).Contains(pair.First))
        )
        {
            return definition;
        }

        return scope
                .Definitions(definition.Name)
                .LastOrDefault(version =>
                    version.IsFunction && version.Ordinal < _claim && version.Parameters.SequenceEqual(arguments)
                )
            ?? throw new NotUnderstood(
                $"{definition.Name} is given at {string.Join(", ", definition.Parameters)} only, by a formula without it"
            );
    }

    private Term Primed(Expression function, int times, Term at)
    {
        var variable = Fresh("u");
        Term body;
        if (Definition(Names.Of(function), 1) is { IsFunction: true } definition)
        {
            body = new Call(((Symbol)Use(definition)).Name, [new Symbol(variable)]);
        }
        else if (scope.Declaration(Names.Of(function)) is { Domain: SmoothFunction } declared)
        {
            Use(declared);
            body = new Call(declared.Name, [new Symbol(variable)]);
        }
        else if (Names.Of(function) == "\\sigma")
        {
            body = new Apply(Function.Sigmoid, [new Symbol(variable)]);
        }
        else
        {
            body =
                GuessedAt(function, variable)
                ?? throw new NotUnderstood($"nothing says what the function {Names.Of(function)} is");
        }

        _variables[variable] = new Variable(variable, [], Domain.Real, Provenance.BuiltIn);
        for (var i = 0; i < times; i++)
        {
            body = new Derivative(body, new Symbol(variable));
        }

        return new At(body, new Symbol(variable), at);
    }

    // (fg)'(a), (f \circ g)(a): at each point what the functions have there, and its slope.
    private Term BuildCombination(Expression head, Expression argument)
    {
        var point = Arguments(argument) is [var only]
            ? only
            : throw new NotUnderstood($"'{Shortened(head)}' of several arguments");
        var (combined, primes) = head is Scripted scripted ? (scripted.Base, scripted.Primes) : (head, 0);
        if (!FunctionAlgebra.IsFunction(head, IsFunctionHere))
        {
            throw new NotUnderstood($"'{Shortened(head)}' is not a function");
        }

        if (primes == 0)
        {
            return Build(FunctionAlgebra.At(combined, point, IsFunctionHere));
        }

        var variable = Fresh("u");
        var moved = new Identifier(variable);
        // (xf)'(x): a factor x moves with the point.
        combined = Names.IsName(point) ? Sampling.Put(combined, point, moved) : combined;
        _variables[variable] = new Variable(variable, [], Domain.Real, Provenance.BuiltIn);
        var body = Bound(variable, () => Build(FunctionAlgebra.At(combined, moved, IsFunctionHere)));
        for (var i = 0; i < primes; i++)
        {
            body = new Derivative(body, new Symbol(variable));
        }

        return new At(body, new Symbol(variable), Build(point));
    }

    private bool? IsFunctionHere(Expression name) =>
        Definition(Names.Of(name), 1) is { } definition ? definition.IsFunction
        : scope.Declaration(Names.Of(name)) is { } declared ? declared.Domain is SmoothFunction
        : null;

    private static IReadOnlyList<Expression> Arguments(Expression argument) =>
        argument switch
        {
            Delimited { Open: "(" or "[" or "\\{", Content: Listing { Separator: "," } listing } => [.. listing.Items],
            Delimited { Open: "(" or "[" or "\\{" } fenced => [fenced.Content],
            _ => [argument],
        };

    private Term BuiltIn(
        Application application,
        Identifier name,
        Scripted? scripted,
        IReadOnlyList<Expression> arguments
    )
    {
        var plain = Names.Of(name);
        if (plain.StartsWith("\\text{", StringComparison.Ordinal))
        {
            plain = plain["\\text{".Length..^1];
        }

        if (arguments.Count == 1 && name.Name is "\\log" && scripted?.Subscript is { } basis)
        {
            var argument = Build(arguments[0]);
            return basis switch
            {
                Numeral { Digits: "2" } => new Apply(Function.Log2, [argument]),
                Numeral { Digits: "10" } => new Apply(Function.Log10, [argument]),
                _ => Term.Log(argument) / Term.Log(Build(basis)),
            };
        }

        if (scripted is null && arguments.Count == 1 && arguments[0] is not Barred)
        {
            if (KnownFunctions.Named(name.Name) is RealFunction function)
            {
                var argument = Build(arguments[0]);
                return new Apply(
                    function.Key,
                    [
                        function.Key is Function.Exp or Function.Log or Function.Sin or Function.Cos
                            ? NoMatrix(argument, name.Name)
                            : argument,
                    ]
                );
            }

            switch (plain)
            {
                case "\\sigma":
                    var score = Build(arguments[0]);
                    return Shape(score).Count == 0
                        ? new Apply(Function.Sigmoid, [score])
                        : throw new NotUnderstood("\\sigma of a vector: nothing says which function it is");
                case "ReLU":
                    return new Apply(Function.Max, [Term.Zero, Build(arguments[0])]);
                case "logit":
                    var t = Build(arguments[0]);
                    return Term.Log(t / (Term.One - t));
                case "tr" or "Tr" or "trace":
                    return Trace(arguments[0]);
                case "\\det":
                    return DeterminantOf(arguments[0]);
                case "diag" when Vector(arguments[0]) is var (diagonal, order):
                    return EntryByEntry(
                        [order, order],
                        at => new Piecewise(
                            [new Branch(new Compare(at[0], Relation.Equal, at[1]), ElementOf(diagonal, [at[0]]))],
                            Term.Zero
                        )
                    );
                case "softmax":
                    return Softmax(BuildArray(arguments[0]));
                case "logsumexp" or "LSE" when Vector(arguments[0]) is var (logits, size):
                    return LogSumExp(logits, size);
                case "H" when Vector(arguments[0]) is var (p, length):
                    return Entropy(p, length);
            }
        }

        switch (plain)
        {
            case "\\max" or "\\min" when scripted is null:
                if (arguments.Count == 1 && Vector(arguments[0]) is var (array, length))
                {
                    var index = Fresh("k");
                    var kind = plain == "\\max" ? FoldKind.Max : FoldKind.Min;
                    return new Fold(kind, index, new Span(1, length), null, new Element(array, [new Symbol(index)]));
                }

                return new Apply(plain == "\\max" ? Function.Max : Function.Min, arguments.Select(Build).ToSequence());
            case "H"
                when scripted is null
                    && arguments.Count == 2
                    && Vector(arguments[0]) is var (p, size)
                    && Vector(arguments[1]) is var (q, _):
                return CrossEntropy(p, q, size);
            case "KL" or "D" when Divergence(name, scripted, arguments) is { } divergence:
                return divergence;
            case "\\mathbb{1}"
            or "\\mathbb{I}"
            or "\\boldsymbol{1}"
            or "I"
            or "1" when arguments.Count == 1 && arguments[0] is Chain or Connected or Clauses:
                return new Piecewise([new Branch(BuildCondition(arguments[0]), Term.One)], Term.Zero);
        }

        if (Density(application) is { } density)
        {
            return density;
        }

        if (Probability(application, name, scripted) is { } probability)
        {
            return probability;
        }

        return GuessedValue(application) ?? throw Unknown();

        NotUnderstood Unknown() =>
            new(
                Unfollowed.Reason(plain) is { } reason
                    ? $"'{Shortened(application.Head)}' in '{Shortened(application)}': {reason}"
                    : $"nothing says what '{Shortened(application.Head)}' is in '{Shortened(application)}': declare it"
            );
    }

    private (Term Array, Term Length)? Vector(Expression expression)
    {
        var term = BuildArray(expression);
        return Shape(term) is [var length] ? (term, length) : null;
    }

    private Term Softmax(Term logits)
    {
        // softmax(z_i) is often written for softmax(z)_i.
        if (logits is Element(var array, [var place]) && Shape(array) is [var all])
        {
            return SoftmaxAt(array, all, place);
        }

        if (Shape(logits) is not [var length])
        {
            throw new NotUnderstood("softmax of what is not declared as a vector");
        }

        var index = Fresh("k");
        return new Tabulate(index, length, SoftmaxAt(logits, length, new Symbol(index)));
    }

    private Term SoftmaxAt(Term logits, Term length, Term place)
    {
        var index = Fresh("j");
        var total = new Fold(
            FoldKind.Sum,
            index,
            new Span(1, length),
            null,
            Term.Exp(new Element(logits, [new Symbol(index)]))
        );
        return Term.Exp(new Element(logits, [place])) / total;
    }

    private Fold LogSumExp(Term logits, Term length)
    {
        var index = Fresh("k");
        return new Fold(FoldKind.LogSumExp, index, new Span(1, length), null, new Element(logits, [new Symbol(index)]));
    }

    private Term Entropy(Term p, Term length) => CrossEntropy(p, p, length);

    private Term CrossEntropy(Term p, Term q, Term length) =>
        new Negate(Over(length, index => Weighted(new Element(p, [index]), Term.Log(new Element(q, [index])))));

    // 0·log 0 = 0 is part of these definitions; without it a one-hot vector would have no entropy.
    private Term Weighted(Element weight, Term value) =>
        weight.Array is Symbol(var name)
        && _variables.GetValueOrDefault(name)?.Domain is ProbabilityVector { Strict: true }
            ? weight * value
            : new Piecewise([new Branch(new Compare(weight, Relation.Equal, Term.Zero), Term.Zero)], weight * value);

    private Fold Over(Term length, Func<Term, Term> body)
    {
        var index = Fresh("k");
        return new Fold(FoldKind.Sum, index, new Span(1, length), null, body(new Symbol(index)));
    }

    private Term? Divergence(Identifier name, Scripted? scripted, IReadOnlyList<Expression> arguments)
    {
        var named = name.Name == "KL" && scripted is null || scripted?.Subscript is Identifier { Name: "KL" };
        if (!named || arguments is not [Barred { Left: var left, Right: var right }] && arguments.Count != 2)
        {
            return null;
        }

        if (arguments.Count == 2)
        {
            (left, right) = (arguments[0], arguments[1]);
        }
        else
        {
            var bar = (Barred)arguments[0];
            (left, right) = (bar.Left, bar.Right);
        }

        if (
            IsNamedLaw(left)
            && IsNamedLaw(right)
            && Named(left, Provenance.Text) is var (law, first)
            && Named(right, Provenance.Text) is var (other, second)
        )
        {
            return law == other && Moments.Divergence(law, first, second) is { } closed
                ? closed
                : throw new NotUnderstood(
                    $"the divergence of '{Shortened(left)}' from '{Shortened(right)}' has no closed form here"
                );
        }

        if (Vector(left) is not var (p, length) || Vector(right) is not var (q, _))
        {
            return null;
        }

        return Over(
            length,
            index => Weighted(new Element(p, [index]), Term.Log(new Element(p, [index]) / new Element(q, [index])))
        );
    }

    // \mathbb{E}_\alpha with a probability vector \alpha; what an index or a sample is distributed like is not in the notation.
    private Fold? Expectation(Expression over, Expression body) =>
        Names.IsName(over)
        && Vector(over) is var (weights, size)
        && weights is Symbol(var name)
        && _variables.GetValueOrDefault(name)?.Domain is ProbabilityVector
        && Vector(body) is var (values, _)
            ? InnerProduct(weights, values, size)
            : null;

    // p_\theta(y|x): a probability that depends on the parameter. (0, 1) lies in every domain that it could have.
    private Term? Probability(Application application, Identifier name, Scripted? scripted)
    {
        if (
            name.Name is not ("p" or "q" or "P" or "Q")
            || application.Argument is not Delimited
            || scripted?.Superscript is not null
        )
        {
            return null;
        }

        var parameters =
            scripted?.Subscript is Identifier { Style: LetterStyle.Plain } parameter && parameter.Name[0] == '\\'
                ? [Names.Of(parameter)]
                : (Sequence<string>)[];
        foreach (var dependency in parameters)
        {
            NoteParameter(dependency);
        }

        var condition = ((Delimited)application.Argument).Content as Barred;
        var slotted = application with
        {
            Argument = (Delimited)application.Argument with
            {
                Content = condition is { Bar: "|" } ? condition with { Left = new Placeholder() } : new Missing(),
            },
        };
        var family = Names.Of(slotted);
        if (condition is { Bar: "|" } && scope.Survey.IsFamily(family))
        {
            // Also written with a running index: one distribution over classes.
            _probabilities.Add((Names.Of(application.Head), family));
            if (!_variables.ContainsKey(family))
            {
                var length = LengthOf(family, 0, null);
                _variables[family] = new Variable(family, [length], new ProbabilityVector(true), Provenance.BuiltIn)
                {
                    DependsOn = parameters,
                };
            }

            return Names.CanCount(condition.Left) || _bound.ContainsKey(Names.Of(condition.Left))
                ? ElementOf(new Symbol(family), [BuildIndex(condition.Left)])
                : throw new NotUnderstood($"'{Shortened(application)}' is not at a class of its own");
        }

        if (ProbabilityFamily(application, parameters) is { } values)
        {
            return values;
        }

        if (condition is not { Bar: "|" })
        {
            return null;
        }

        // Below a sum over x, p(x|\theta) is a number for each x.
        if (Names.Nodes(condition).Any(node => Names.IsName(node) && _summed.Contains(Names.Of(node))))
        {
            throw new NotUnderstood($"nothing says what '{Shortened(application)}' is for each value: declare it");
        }

        var full = Names.Of(application);
        _probabilities.Add((Names.Of(application.Head), full));
        GuessesProbabilities |= parameters.Count == 0;
        Note(new Variable(full, [], Domain.OpenUnit, Provenance.BuiltIn) { DependsOn = parameters });
        return new Symbol(full);
    }

    // ---- operators with bounds ----
}
