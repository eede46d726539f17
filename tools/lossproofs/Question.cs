// A question to the person at the terminal.
namespace LossProofs.CommandLine;

internal static class Question
{
    /// <summary>Whether a person reads what is printed, and can answer: the terminal is at every end.</summary>
    public static bool CanBeAsked =>
        !Console.IsInputRedirected && !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks; only what begins with y is yes, and the end of input is no.</summary>
    /// <param name="question">In words, with its question mark.</param>
    /// <param name="answers">Where answers come from, a line each.</param>
    /// <param name="terminal">Where the question goes.</param>
    public static bool Yes(string question, TextReader answers, TextWriter terminal)
    {
        terminal.Write($"{question} [y/N] ");
        terminal.Flush();
        return answers.ReadLine()?.TrimStart().StartsWith("y", StringComparison.OrdinalIgnoreCase) == true;
    }
}
