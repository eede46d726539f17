-- Opens the note, waits for its mark, and applies the repair that is preferred.
local note = vim.g.note
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local cmd = vim.split(os.getenv("LOSSPROOFS_COMMAND"), " ")
table.insert(cmd, "serve")
vim.cmd("edit " .. note)
local buffer = vim.api.nvim_get_current_buf()
local client_id = vim.lsp.start_client({ name = "lossproofs", cmd = cmd, root_dir = vim.fn.fnamemodify(note, ":h") })
if not client_id then
  fail("the server could not be started")
end
vim.lsp.buf_attach_client(buffer, client_id)

if not vim.wait(60000, function() return #vim.diagnostic.get(buffer) > 0 end, 50) then
  fail("there is no mark")
end
local mark = vim.diagnostic.get(buffer)[1]
if mark.lnum ~= 4 or not mark.message:find("false at p = 1/2", 1, true) then
  fail("another mark: " .. vim.inspect(mark))
end

local client = vim.lsp.get_client_by_id(client_id)
local place = {
  textDocument = { uri = vim.uri_from_bufnr(buffer) },
  position = { line = 4, character = 8 },
}
local hover = client.request_sync("textDocument/hover", place, 10000, buffer)
if not (hover and hover.result and hover.result.contents.value:find("refuted", 1, true)) then
  fail("there is no hover")
end
local actions = client.request_sync("textDocument/codeAction", {
  textDocument = place.textDocument,
  range = { start = place.position, ["end"] = place.position },
  context = { diagnostics = {} },
}, 10000, buffer)
for _, action in ipairs(actions and actions.result or {}) do
  if action.isPreferred then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    vim.cmd("write")
  end
end
if not vim.wait(60000, function() return #vim.diagnostic.get(buffer) == 0 end, 50) then
  fail("the mark stays")
end
print("marked, explained, repaired\n")
client.stop()
vim.cmd("qall!")
