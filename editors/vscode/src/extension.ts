// Starts the language server and stays out of its way; the report on a document is a page beside it.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";

const languages = ["markdown", "latex", "tex", "quarto", "rmd", "restructuredtext", "org"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("lossproofs.restart", restart),
    vscode.commands.registerCommand("lossproofs.report", report),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lossproofs.command")) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function command(): [string, string[]] {
  const words = vscode.workspace.getConfiguration("lossproofs").get<string[]>("command") ?? [];
  return words.length > 0 ? [words[0], words.slice(1)] : ["lossproofs", ["serve"]];
}

async function start(): Promise<void> {
  const [program, args] = command();
  const watcher = vscode.workspace.createFileSystemWatcher("**/{*.bindings.yaml,bindings.yaml,.lossproofs.yaml}");
  client = new LanguageClient(
    "lossproofs",
    "LossProofs",
    { command: program, args },
    {
      documentSelector: [
        ...languages.map((language) => ({ language, scheme: "file" })),
        { language: "yaml", pattern: "**/*bindings.yaml" },
        { language: "markdown", notebook: "jupyter-notebook" },
      ],
      synchronize: { fileEvents: watcher },
    },
  );
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(
      `LossProofs: '${program}' could not be started (${error instanceof Error ? error.message : error}); ` +
        "install it, or name it in the setting lossproofs.command.",
    );
  }
}

async function restart(): Promise<void> {
  if (client?.state === State.Running) {
    await client.stop();
  }
  await start();
}

// The page of `audit --format html`, with its own script and style and no network.
async function report(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("LossProofs: open a document first.");
    return;
  }
  const [program, args] = command();
  const folder = await mkdtemp(join(tmpdir(), "lossproofs-"));
  try {
    const page = join(folder, "report.html");
    const own = args.filter((word) => word !== "serve" && word !== "--stdio");
    await new Promise<void>((resolve, reject) =>
      execFile(
        program,
        [...own, "audit", document.uri.fsPath, "--format", "html", "--out", page],
        { cwd: vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath },
        (error, _, stderr) => (error && error.code !== 1 ? reject(new Error(stderr || error.message)) : resolve()),
      ),
    );
    const panel = vscode.window.createWebviewPanel("lossproofs", "LossProofs", vscode.ViewColumn.Beside, {
      enableScripts: true,
    });
    panel.webview.html = await readFile(page, "utf8");
  } catch (error) {
    void vscode.window.showErrorMessage(`LossProofs: ${error instanceof Error ? error.message : error}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
