// A loss by the name under which people ask for it, on each set of arguments that it takes.
namespace LossProofs.Laws;

/// <summary>A loss or a function, described once (<c>Catalogue.cs</c>).</summary>
/// <param name="Name">As the command line spells it: "focal".</param>
/// <param name="Class">The class that computes it in a library that names its classes as the literature does.</param>
/// <param name="Formula">The definition.</param>
/// <param name="Source">Document and tag.</param>
/// <param name="Forms">Alternative sets of arguments.</param>
public sealed record Definition(
    string Name,
    string Class,
    string Formula,
    string Source,
    params IReadOnlyList<Form> Forms
)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Definition> All => Catalogue.Definitions;

    /// <summary>What the arguments of all of them are, in words, in the order in which help lists them.</summary>
    public static IReadOnlyList<(string Name, string Description)> Descriptions => Catalogue.Descriptions;

    /// <summary>Where a number of that name lies, or null where no description says it.</summary>
    public static Domain? DomainOf(string argument) =>
        All.SelectMany(definition => definition.Forms)
            .SelectMany(form => form.Arguments)
            .FirstOrDefault(known => known.Name == argument)
            ?.Domain;

    /// <summary>The form that the given arguments fit, or null.</summary>
    public Form? FormOf(IReadOnlyCollection<string> given) =>
        Forms.FirstOrDefault(form =>
            form.Arguments.All(argument => argument.Default is not null || given.Contains(argument.Name))
            && given.All(name => form.Arguments.Any(argument => argument.Name == name))
        );

    // What an implementation may have of it.
    internal IEnumerable<Subject> Subjects =>
        Forms
            .SelectMany(form => form.Subjects)
            .Select(subject =>
                subject with
                {
                    Name = subject.Name.Length == 0 ? Name : subject.Name,
                    Formula = subject.Formula.Length == 0 ? Formula : subject.Formula,
                }
            );
}

/// <summary>A loss on one set of arguments.</summary>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="Results">What it gives, in the order in which it is shown.</param>
public sealed record Form(IReadOnlyList<Argument> Arguments, IReadOnlyList<Result> Results)
{
    // Those without a name or a formula have that of the definition.
    internal IReadOnlyList<Subject> Subjects { get; init; } = [];
}

/// <summary>A result of a form.</summary>
/// <param name="Name">"loss", "gradient", "value", …</param>
/// <param name="Kernel">The name of the kernel that computes it.</param>
/// <param name="Truth">Its true values; null where nothing certifies it.</param>
public sealed record Result(string Name, string Kernel, Kernel? Truth = null);
