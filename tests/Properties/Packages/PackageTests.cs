// What is released works where nothing but the SDK and the folder of packages is: the tool installed and run elsewhere, and
// a project of its own that restores the libraries and runs what their READMEs show.
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using LossProofs.Tests.Properties.CommandLine;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Packages;

/// <summary>The packages of this build, in a folder that is the only source there is.</summary>
public sealed class FolderOfPackages : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-packages-");

    /// <summary>Packs what the tests were built with.</summary>
    public FolderOfPackages()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        Run(Tool.Root, "pack", "LossProofs.sln", "--no-build", "-c", configuration, "-o", Packages, "-nodeReuse:false");
        // No source but the folder, and a package cache of its own: what an earlier run left there is not what is tested.
        File.WriteAllText(
            In("nuget.config"),
            "<configuration><packageSources><clear/><add key=\"folder\" value=\"packages\"/></packageSources></configuration>"
        );
    }

    /// <summary>Where the packages are.</summary>
    public string Packages => In("packages");

    /// <summary>A path in the folder, outside of the repository.</summary>
    public string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs `dotnet` in a folder and gives what it printed.</summary>
    public string Run(string folder, params string[] arguments) =>
        RunProgram(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            folder,
            0,
            arguments
        );

    internal string RunProgram(string program, string folder, int status, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = In("cache");
        start.Environment["DOTNET_NOLOGO"] = "true";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true";
        // Variables that the test host sets for itself would be inherited.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), $"{string.Join(' ', arguments)} did not end");
        var text = output.Result + error.Result;
        Assert.True(process.ExitCode == status, $"{string.Join(' ', arguments)}: status {process.ExitCode}\n{text}");
        return text.ReplaceLineEndings("\n");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}

[StartsFirst]
public sealed class PackageTests(FolderOfPackages folder) : IClassFixture<FolderOfPackages>
{
    private static readonly string[] s_libraries =
    [
        "LossProofs.Audit",
        "LossProofs.Elementary",
        "LossProofs.Kernels",
        "LossProofs.Laws",
        "LossProofs.Laws.Xunit",
        "LossProofs.Reals",
    ];

    private static string Version =>
        XDocument.Load(Path.Combine(Tool.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void Every_package_and_its_symbols_are_made_and_no_other() =>
        Assert.Equal(
            s_libraries
                .Append("lossproofs")
                .SelectMany(name => new[] { $"{name}.{Version}.nupkg", $"{name}.{Version}.snupkg" })
                .Order(StringComparer.Ordinal),
            Directory.GetFiles(folder.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("lossproofs")]
    [InlineData("LossProofs.Audit")]
    [InlineData("LossProofs.Elementary")]
    [InlineData("LossProofs.Kernels")]
    [InlineData("LossProofs.Laws")]
    [InlineData("LossProofs.Laws.Xunit")]
    [InlineData("LossProofs.Reals")]
    public void A_package_says_what_it_is(string name)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder.Packages, $"{name}.{Version}.nupkg"));
        using var stream = package.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        var said = metadata.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(Version, said["version"]);
        Assert.Equal("MIT", said["license"]);
        Assert.Equal("icon.png", said["icon"]);
        Assert.Equal("README.md", said["readme"]);
        Assert.InRange(said["description"].Length, 60, 400);
        Assert.NotEmpty(said["tags"]);
        Assert.Contains(metadata.Elements(), element => element.Name.LocalName == "repository");
        Assert.NotNull(package.GetEntry("icon.png"));
        Assert.StartsWith($"# {name}\n", ReadmeOf(name), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("README.md"));
    }

    [Fact]
    public void The_tool_installs_from_the_folder_and_runs_in_another()
    {
        var elsewhere = Directory.CreateDirectory(folder.In("elsewhere")).FullName;
        folder.Run(elsewhere, "tool", "install", "lossproofs", "--tool-path", folder.In("tools"), "--version", Version);
        File.WriteAllText(Path.Combine(elsewhere, "note.md"), "$$ 1 + 1 = 3 \\label{eq:sum} $$\n");
        var tool = Path.Combine(folder.In("tools"), OperatingSystem.IsWindows() ? "lossproofs.exe" : "lossproofs");

        Assert.Contains(
            "#1 eq:sum     1  refuted",
            folder.RunProgram(tool, elsewhere, 1, "audit", "note.md"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "gamma-cross-entropy",
            folder.RunProgram(tool, elsewhere, 0, "losses"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(Version, folder.RunProgram(tool, elsewhere, 0, "--version"), StringComparison.Ordinal);
        // The ledger and the bindings of the source documents travel inside the tool.
        Assert.StartsWith("# ", folder.RunProgram(tool, elsewhere, 0, "ledger"), StringComparison.Ordinal);
    }

    // LossProofs.Audit and LossProofs.Laws.Xunit need packages of others, which the folder does not hold.
    [Fact]
    public void A_project_of_its_own_restores_the_libraries_and_runs_what_their_READMEs_show()
    {
        var project = Directory.CreateDirectory(folder.In("consumer")).FullName;
        string[] used = ["LossProofs.Elementary", "LossProofs.Kernels", "LossProofs.Laws", "LossProofs.Reals"];
        var references = used.Select(name => $"<PackageReference Include=\"{name}\" Version=\"{Version}\"/>");
        File.WriteAllText(
            Path.Combine(project, "consumer.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
                + "<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost><ImplicitUsings>enable</ImplicitUsings>"
                + "<InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>"
                + $"<ItemGroup>{string.Concat(references)}</ItemGroup></Project>"
        );
        File.WriteAllText(Path.Combine(project, "Program.cs"), ProgramOf(used));

        folder.Run(project, "build", "-o", folder.In("built"), "-nodeReuse:false", "-p:UseSharedCompilation=false");

        Assert.Equal(
            [
                "0.6931471805599453",
                "0.4170300162778335 [-0.3409988611140321, 0.24243297070471392, 0.09856589040931818]",
            ],
            folder.Run(project, folder.In("built/consumer.dll")).Split('\n').Take(2)
        );
    }

    private static string ReadmeOf(string name) =>
        File.ReadAllText(
                Path.Combine(Tool.Root, name == "lossproofs" ? "tools/lossproofs" : $"src/{name}", "README.md")
            )
            .ReplaceLineEndings("\n");

    // The examples of the READMEs as one program: the usings first, then each in a block of its own.
    private static string ProgramOf(IEnumerable<string> packages)
    {
        var (usings, body) = (new StringBuilder(), new StringBuilder());
        foreach (var name in packages)
        {
            body.Append("{\n");
            foreach (var line in ReadmeOf(name).Split("```csharp\n")[1].Split("```")[0].Split('\n'))
            {
                (line.StartsWith("using ", StringComparison.Ordinal) ? usings : body).Append(line).Append('\n');
            }

            body.Append("}\n");
        }

        return $"{usings}{body}";
    }
}
