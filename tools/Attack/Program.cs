// The attack on the public surface: guard pages, overlaps, bad input, signed zeros, other number types, changes during a
// call, special values against certified ones, sizes beyond 2^31 bytes. Ends with 1 if it found anything.
using System.CommandLine;
using LossProofs.Attack;

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
var sizes = new Command("sizes", "Spans of 2^31 bytes and more, 2^31 - 1 rows; minutes, and some gigabytes.");
sizes.SetAction(_ => Campaign.Report("sizes", Sizes.Run()));
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
return root.Parse(args).Invoke();
