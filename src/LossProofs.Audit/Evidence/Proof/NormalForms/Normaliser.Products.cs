// Products over ranges in normal form.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    // A product of products; what does not depend on the index is a power of the count.
    private Polynomial Product(string index, IndexRange range, Term body)
    {
        if (Lengthened(index, range, body) is { } lengthened)
        {
            return lengthened;
        }

        var inner = Entered(index, range, null);
        var form = Within(inner, () => Of(body));
        if (form.Single is not var (monomial, coefficient) || range is not Span(var from, var to))
        {
            return ProductAtom(index, range, form);
        }

        var count = Of(to) - Of(from) + Polynomial.One;
        var result = Polynomial.One;
        if (coefficient != Rational.One)
        {
            if (!IsOrdered(from, to))
            {
                return ProductAtom(index, range, form);
            }

            result = Power(new Number(coefficient), count.ToTerm());
        }

        foreach (var (atom, exponent) in monomial.All)
        {
            if (atom.Kind == AtomKind.Exponential)
            {
                var exponents = new Fold(
                    FoldKind.Sum,
                    index,
                    range,
                    null,
                    Polynomial.Of(atom.Inner!.Single!.Value.Monomial, exponent).ToTerm()
                );
                result = Times(result, Exponential(Of(exponents)));
            }
            else if (!atom.Bound.Contains(index))
            {
                if (!exponent.IsInteger || !IsOrdered(from, to))
                {
                    return ProductAtom(index, range, form);
                }

                result = Times(
                    result,
                    Power(Polynomial.Of(Monomial.Of(atom, exponent), Rational.One).ToTerm(), count.ToTerm())
                );
            }
            else if (exponent.IsInteger || Within(inner, () => IsPositive(atom)))
            {
                var single = ProductAtom(index, range, Polynomial.Of(atom)).Single!.Value.Monomial;
                result = Times(result, Polynomial.Of(single.Raised(exponent), Rational.One));
            }
            else
            {
                return ProductAtom(index, range, form);
            }
        }

        return result;
    }

    // Π_{j=1}^{t+c} = Π_{j=1}^{t} · the factors at t+1, …, t+c, for a number c > 0 and t ≥ 0.
    private Polynomial? Lengthened(string index, IndexRange range, Term body)
    {
        const int most = 4;
        if (range is not Span(var from, var to) || !Of(from).Equals(Polynomial.One) || !_kinds.IsInteger(to))
        {
            return null;
        }

        var last = Of(to);
        var offset = last.Terms.GetValueOrDefault(Monomial.One);
        var middle = last - Polynomial.Of(offset);
        if (
            offset.Sign <= 0
            || !offset.IsInteger
            || offset > most
            || last.Constant is not null
            || !Shown(middle.ToTerm(), Relation.GreaterOrEqual)
        )
        {
            return null;
        }

        var product = Of(new Fold(FoldKind.Product, index, new Span(from, middle.ToTerm()), null, body));
        for (var at = 1; at <= (int)offset.Numerator; at++)
        {
            product = Times(product, Of(body.Substitute(index, (middle + Polynomial.Of(at)).ToTerm())));
        }

        return product;
    }

    private Polynomial ProductAtom(string index, IndexRange range, Polynomial body)
    {
        var names = body
            .Terms.Keys.SelectMany(monomial => monomial.All)
            .SelectMany(factor => factor.Atom.Bound)
            .Concat(RangeNames(range))
            .Where(name => name != index)
            .ToHashSet(StringComparer.Ordinal);
        var level = 0;
        while (names.Contains(IndexName(level)))
        {
            level++;
        }

        var name = IndexName(level);
        if (name != index)
        {
            var term = body.ToTerm().Substitute(index, new Symbol(name));
            var renamed = Within(
                Lean(names),
                () => _setting.Variable(name) is null ? Within(Entered(name, range, null), () => Of(term)) : null
            );
            (index, body) = renamed is null ? (index, body) : (name, renamed);
        }

        return Polynomial.Of(
            table.Intern(
                $"product {index} {RangeKey(range)} {body.Key()}",
                AtomKind.Product,
                new Fold(FoldKind.Product, index, range, null, body.ToTerm()),
                body
            )
        );
    }
}
