// The attack on the public surface: guard pages, overlaps, bad input, signed zeros, other number types, changes during a
// call, special values against certified ones, sizes beyond 2^31 bytes. Ends with 1 if it found anything.
using System.CommandLine;
using LossProofs.Attack;
using LossProofs.Attack.Statements;

var rounds = new Option<int>("--rounds")
{
    Description = "How often each function is tried.",
    DefaultValueFactory = _ => 100,
};
var seed = new Option<int>("--seed") { Description = "Of everything that is drawn.", DefaultValueFactory = _ => 1 };
var only = new Option<string>("--function")
{
    Description = "Only functions with this in their names.",
    DefaultValueFactory = _ => "",
};
var inChild = new Option<string?>("--child") { Hidden = true };

var root = new RootCommand("Attacks on the kernels' public surface.");
foreach (var attack in Campaign.All)
{
    var command = new Command(attack.Name, attack.Description) { rounds, seed, only, inChild };
    command.SetAction(result =>
        Campaign.Run(
            attack,
            new(result.GetValue(rounds), result.GetValue(seed), result.GetValue(only)!, result.GetValue(inChild))
        )
    );
    root.Add(command);
}

var values = new Command("special-values", "Special values against certified ones.") { rounds, seed, only };
values.SetAction(result =>
    Campaign.RunSpecialValues(new(result.GetValue(rounds), result.GetValue(seed), result.GetValue(only)!, null))
);
root.Add(values);
var sizes = new Command("sizes", "Spans of 2^31 bytes and more, 2^31 - 1 rows; minutes, and some gigabytes.") { only };
sizes.SetAction(result => Campaign.Report("sizes", Sizes.Run(result.GetValue(only)!)));
root.Add(sizes);
var table = new Command("table", "The rows of docs/aliasing.md, as the functions behave.");
table.SetAction(_ =>
{
    foreach (var row in Overlaps.Table())
    {
        Console.WriteLine(row);
    }
});
root.Add(table);
var count = new Option<int>("--count") { Description = "How many statements.", DefaultValueFactory = _ => 10_000 };
var points = new Option<int>("--points")
{
    Description = "At how many points a proved statement is replayed.",
    DefaultValueFactory = _ => 3_000,
};
var every = new Option<int>("--judge-every")
{
    Description = "One of so many statements gets a verdict, too; 0 for none.",
    DefaultValueFactory = _ => 20,
};
var jobs = new Option<int>("--jobs")
{
    Description = "Threads.",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
var statements = new Command(
    "statements",
    "Random statements as LaTeX against the prover: what is proved is replayed at exotic points by an evaluator of its own."
)
{
    count,
    seed,
    points,
    every,
    jobs,
};
statements.SetAction(result =>
{
    var report = StatementAttack.Run(
        result.GetValue(count),
        result.GetValue(seed),
        result.GetValue(points),
        result.GetValue(every),
        result.GetValue(jobs),
        done =>
        {
            if (done % 1000 == 0)
            {
                Console.Error.Write($"\r{done}");
            }
        },
        Console.WriteLine
    );
    Console.Error.WriteLine();
    Console.WriteLine(
        $"{report.Statements} statements: {report.Proved} proved, {report.TrueProved} of {report.True} that are true by construction; "
            + $"{report.Judged} judged, {report.Refuted} refuted; {report.Findings.Count} findings"
    );
    return report.Findings.Count == 0 ? 0 : 1;
});
root.Add(statements);
return root.Parse(args).Invoke();
