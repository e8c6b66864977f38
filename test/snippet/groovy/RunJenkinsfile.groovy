// Runs a Jenkinsfile, declarative or scripted: its shell steps for real, each cell and stage on a machine of its own.
// Given by Server.groovy: the text, folder of the builds, build, folder with the repository, the shell's environment, and
// cells whose agents die.
import java.nio.file.Files
import org.codehaus.groovy.control.CompilerConfiguration

abstract class JenkinsScript extends Script {
  File builds
  String build
  File repository
  Map<String, String> variables = [:]
  List<String> dead = []
  StringBuilder log = new StringBuilder()
  Map<String, Integer> codes = [:]
  File workspace
  String folder = ''
  String cell
  String axis
  List<String> cells = []
  String problem
  File joined

  void begin(Map given) {
    // A script's own properties are set past its binding.
    this.@builds = new File(given.builds)
    this.@build = given.build
    this.@repository = new File(given.repository)
    this.@variables = given.env
    this.@dead = given.dead
  }
  /** What was printed so far, by the shell steps too. */
  String printed() { this.@log.toString() }
  void println(Object text) { this.@log << text << '\n' }

  private File here() { folder == '' ? workspace : new File(workspace, folder) }
  private void copy(File from, File to) {
    if (!from.exists()) return
    to.mkdirs()
    assert ['cp', '-R', from.path + '/.', to.path].execute().waitFor() == 0
  }
  private void onMachine() {
    workspace = Files.createTempDirectory(builds.toPath(), 'machine-').toFile()
    copy(repository, workspace)
  }
  private void inside(Closure body) {
    body.delegate = this
    body.resolveStrategy = Closure.DELEGATE_FIRST
    body.call()
  }

  // Structure
  void pipeline(Closure body) { inside(body) }
  void stages(Closure body) { inside(body) }
  /** What is thrown ends the stage after its `post`. */
  void steps(Closure body) {
    try {
      inside(body)
    } catch (IllegalStateException thrown) {
      problem = thrown.message
    }
  }
  void script(Closure body) { inside(body) }
  void post(Closure body) { inside(body) }
  void always(Closure body) { inside(body) }
  void axes(Closure body) { inside(body) }
  void axis(Closure body) { inside(body) }
  void name(String text) { axis = text }
  void values(String... texts) { cells = texts as List }
  void agent(Object none) {}
  void options(Closure body) {}
  void stage(String name, Closure body) {
    if (problem != null) return
    if (name == 'Verdict' || workspace == null) onMachine()
    try {
      inside(body)
    } catch (IllegalStateException thrown) {
      problem = thrown.message
    }
  }
  void matrix(Closure body) {
    // First the axes alone, then the stages of each cell.
    def stub = new Reading(this)
    body.delegate = stub
    body.resolveStrategy = Closure.DELEGATE_ONLY
    body.call()
    for (String value in cells) {
      cell = value
      if (value in dead) continue
      onMachine()
      inside(stub.stagesBody)
    }
    cell = null
  }
  Object getEnv() { [(axis ?: 'none'): cell, JOB_NAME: 'estate'] }

  // Scripted
  void properties(List given) {}
  Object disableConcurrentBuilds() { 'disableConcurrentBuilds' }
  void checkout(Object scm) {}
  void timeout(Map limit, Closure body) { inside(body) }
  void node(String label, Closure body) {
    try {
      inside(body)
    } catch (IllegalStateException thrown) {
      problem = thrown.message
    }
  }

  // Steps
  void catchError(Map options, Closure body) {
    try { inside(body) } catch (IllegalStateException thrown) { println thrown.message }
  }
  void withCredentials(List bindings, Closure body) { inside(body) }
  Object usernamePassword(Map options) { options }
  Object string(Map options) { options }
  Object lastWithArtifacts() { 'lastWithArtifacts' }
  void dir(String path, Closure body) {
    def before = folder
    folder = path
    try { inside(body) } finally { folder = before }
  }
  void deleteDir() { here().deleteDir() }
  Integer sh(Map step) {
    def process = new ProcessBuilder('sh', '-xe', '-c', step.script).directory(workspace).redirectErrorStream(true)
    process.environment().clear()
    process.environment().putAll(variables)
    process.environment().put('BUILD_NUMBER', build)
    if (cell != null) process.environment().put(axis, cell)
    def running = process.start()
    println running.inputStream.text
    int code = running.waitFor()
    codes[cell ?: 'verdict'] = code
    if (cell == null) joined = workspace
    return code
  }
  void stash(Map step) {
    def path = step.includes.toString().replace('/**', '')
    copy(new File(here(), path), new File(builds, "$build/stashes/${step.name}/$path"))
  }
  void unstash(Object name) {
    def stash = new File(builds, "$build/stashes/$name")
    if (!stash.exists()) throw new IllegalStateException("No such saved stash '$name'")
    copy(stash, here())
  }
  void archiveArtifacts(Map step) {
    def path = step.artifacts.toString().replace('/**', '')
    copy(new File(workspace, path), new File(builds, "$build/archive/$path"))
  }
  void copyArtifacts(Map step) {
    def path = step.filter.toString().replace('/**', '')
    def last = (1..<(build as int)).reverse().find { new File(builds, "$it/archive").exists() }
    if (last != null) copy(new File(builds, "$last/archive/$path"), new File(workspace, path))
  }
  void junit(Map step) { assert step.allowEmptyResults }
  void publishHTML(Map step) {}
  void unstable(String why) { problem = null }
  void error(Object why) { throw new IllegalStateException(why.toString()) }
  def propertyMissing(String name) { name }
}

/** Reads a matrix: its axes at once, its stages later. */
class Reading {
  JenkinsScript script
  Closure stagesBody
  Reading(JenkinsScript script) { this.script = script }
  void agent(Closure body) {}
  void axes(Closure body) {
    body.delegate = script
    body.resolveStrategy = Closure.DELEGATE_FIRST
    body.call()
  }
  void stages(Closure body) { stagesBody = body }
}

def configuration = new CompilerConfiguration(scriptBaseClass: JenkinsScript.name, sourceEncoding: 'UTF-8')
def script = new GroovyShell(this.class.classLoader, new Binding(), configuration).parse(given.text)
script.begin(given)
try {
  script.run()
} catch (Throwable thrown) {
  throw new IllegalStateException(script.printed() + thrown, thrown)
}
return [codes: script.codes, workspace: script.joined?.path ?: '', log: script.printed()]
