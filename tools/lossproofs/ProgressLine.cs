// Progress of long work on standard error, only when that is a terminal.
namespace LossProofs.CommandLine;

/// <summary>One line that is rewritten in place and removed at the end.</summary>
internal sealed class ProgressLine(string what) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly bool _shown = !Console.IsErrorRedirected;
    private DateTime _last;
    private int _width;

    public void Report(int done, int of)
    {
        if (!_shown)
        {
            return;
        }

        lock (_lock)
        {
            if (DateTime.UtcNow - _last < Pause && done < of)
            {
                return;
            }

            _last = DateTime.UtcNow;
            const int bar = 30;
            var filled = of == 0 ? bar : (int)((long)done * bar / of);
            var text = $"{what} [{new string('#', filled)}{new string(' ', bar - filled)}] {done}/{of}";
            Console.Error.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
    }

    public void Dispose()
    {
        if (_shown && _width > 0)
        {
            Console.Error.Write("\r" + new string(' ', _width) + "\r");
        }
    }
}
